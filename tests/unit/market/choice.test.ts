import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { choiceShares, choose, NOTHING } from "../../../src/market/choice.ts";

const surplus = fc.double({ min: -5, max: 5, noNaN: true });
const market = fc.record({
  surpluses: fc.array(surplus, { minLength: 1, maxLength: 5 }),
  outside: surplus,
  taste: fc.double({ min: 0.05, max: 3, noNaN: true }),
});

describe("shares of the logit", () => {
  test("add up to 1, and none is negative", () => {
    fc.assert(
      fc.property(market, ({ surpluses, outside, taste }) => {
        const shares = choiceShares(surpluses, outside, taste);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
        expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
      }),
      { seed: 1 },
    );
  });

  test("of two products keep their ratio whatever else is offered: e^(difference / taste)", () => {
    fc.assert(
      fc.property(market, surplus, ({ surpluses, outside, taste }, other) => {
        const [first] = surpluses;
        const shares = choiceShares([first!, other, ...surpluses.slice(1)], outside, taste);
        expect(Math.log(shares[0]! / shares[1]!)).toBeCloseTo((first! - other) / taste, 8);
      }),
      { seed: 2 },
    );
  });

  test("of a product fall as its own price rises, and all others rise", () => {
    fc.assert(
      fc.property(market, fc.double({ min: 0.01, max: 3, noNaN: true }), (given, dearer) => {
        const { surpluses, outside, taste } = given;
        const before = choiceShares(surpluses, outside, taste);
        const after = choiceShares([surpluses[0]! - dearer, ...surpluses.slice(1)], outside, taste);
        expect(after[0]!).toBeLessThanOrEqual(before[0]!);
        for (let option = 1; option < after.length; option++)
          expect(after[option]!).toBeGreaterThanOrEqual(before[option]! * (1 - 1e-12));
      }),
      { seed: 3 },
    );
  });

  test("without tastes are all with the greatest surplus, and with the outside option only where it is greater", () => {
    expect(choiceShares([1, 2], 0, 0)).toEqual([0, 1, 0]);
    expect(choiceShares([1, 2], 3, 0)).toEqual([0, 0, 1]);
    expect(choiceShares([2, 2], 2, 0)).toEqual([1, 0, 0]);
  });
});

describe("a customer", () => {
  test("takes each product for as much of the unit interval as its share", () => {
    fc.assert(
      fc.property(market, ({ surpluses, outside, taste }) => {
        const shares = choiceShares(surpluses, outside, taste);
        let upTo = 0;
        shares.forEach((share, option) => {
          const expected = option === surpluses.length ? NOTHING : option;
          if (share > 1e-6)
            expect(choose(Float64Array.from(surpluses), outside, taste, upTo + share / 2)).toBe(expected);
          upTo += share;
        });
      }),
      { seed: 4 },
    );
  });

  test("that takes a product alone would also take it at a lower price, with the same uniform", () => {
    const uniform = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(surplus, surplus, uniform, fc.nat(3), (own, outside, u, cheaper) => {
        if (choose(Float64Array.of(own), outside, 0.3, u) === NOTHING) return;
        expect(choose(Float64Array.of(own + cheaper), outside, 0.3, u)).toBe(0);
      }),
      { seed: 5 },
    );
  });

  test("without a taste buys what is worth its price, and nothing else", () => {
    expect(choose(Float64Array.of(0), 0, 0, 0.9)).toBe(0);
    expect(choose(Float64Array.of(-0.01), 0, 0, 0)).toBe(NOTHING);
    expect(choose(Float64Array.of(1, 2, 2), 0, 0, 0.9)).toBe(1);
  });

  test("never takes what is out of the question", () => {
    const never = Number.NEGATIVE_INFINITY;
    expect(choose(Float64Array.of(never, 0), 0, 0.1, 0)).toBe(1);
    expect(choose(Float64Array.of(never), 0, 0.1, 0)).toBe(NOTHING);
    expect(choose(Float64Array.of(never), -1, 0, 0)).toBe(NOTHING);
  });

  test("is not lost in numbers too large for an exponential", () => {
    expect(choose(Float64Array.of(1e6, 2e6), 0, 0.001, 0.5)).toBe(1);
    expect(choose(Float64Array.of(-1e6), 0, 0.001, 0)).toBe(NOTHING);
  });
});
