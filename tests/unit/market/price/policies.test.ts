import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE, WEEK, YEAR } from "../../../../src/kernel/time.ts";
import type { PricePlan } from "../../../../src/market/price/price-plan.ts";
import { firstPrice, priceRange } from "../../../../src/market/price/price-range.ts";
import type { Factor } from "../../../../src/workload/drivers/driver-factor.ts";
import { policyOf, pricesOf, sight } from "./sight.ts";

const fixed = { kind: "fixed", price: 2.5 } as const;

test("a fixed price is never set anew", () => {
  expect(policyOf(fixed)).toMatchObject({ first: 2.5, next: Number.POSITIVE_INFINITY, continuous: false });
});

describe("a price by the calendar", () => {
  const week = Float64Array.from({ length: 168 }, (_, hour) => (hour % 24 < 8 ? 1 : 2));

  test("changes at the hours of the week at which its list does, and at no others", () => {
    const policy = policyOf({ kind: "hour-of-week", prices: week });
    expect(pricesOf(policy, 2 * DAY)).toEqual([
      [0, 1],
      [8 * HOUR, 2],
      [24 * HOUR, 1],
      [32 * HOUR, 2],
    ]);
  });

  test("is in its second week what it was in its first", () => {
    const prices = Float64Array.from({ length: 168 }, (_, hour) => 1 + (hour % 5));
    const all = pricesOf(policyOf({ kind: "hour-of-week", prices }), 2 * WEEK);
    const at = (now: number) => all.findLast(([from]) => from <= now)![1];
    for (let hour = 0; hour < 168; hour++) expect(at(WEEK + hour * HOUR)).toBe(prices[hour]);
  });

  test("that is the same all week is never set anew", () => {
    expect(policyOf({ kind: "hour-of-week", prices: new Float64Array(168).fill(2) }).next).toBe(
      Number.POSITIVE_INFINITY,
    );
  });

  test("by dates holds each price from its date on, the first from the beginning, the last for ever", () => {
    const plan: PricePlan = {
      kind: "dated",
      times: Float64Array.of(DAY, 2 * DAY, 2 * DAY, 3 * DAY),
      prices: Float64Array.of(3, 2, 1, 4),
    };
    const policy = policyOf(plan);
    expect(pricesOf(policy, 10 * DAY)).toEqual([
      [0, 3],
      [2 * DAY, 1],
      [3 * DAY, 4],
    ]);
    expect(policy.next).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("a price that follows the utilisation", () => {
  const points = [
    { utilisation: 0.4, price: 1 },
    { utilisation: 0.8, price: 3 },
    { utilisation: 0.9, price: 10 },
  ];
  const plan: PricePlan = { kind: "utilisation-linked", points, every: 0 };

  test("is linear between its points and level outside them", () => {
    const policy = policyOf(plan);
    const at = (utilisation: number) => policy.update(0, sight({ utilisation }));
    expect([0, 0.4, 0.5, 0.6, 0.8, 0.85, 0.9, 1].map(at)).toEqual([
      1,
      1,
      expect.closeTo(1.5, 12),
      expect.closeTo(2, 12),
      3,
      expect.closeTo(6.5, 12),
      10,
      10,
    ]);
  });

  test("asks to be told of every change, or looks at the multiples of its period", () => {
    expect(policyOf(plan)).toMatchObject({ continuous: true, next: Number.POSITIVE_INFINITY });
    const policy = policyOf({ ...plan, every: HOUR });
    const look = (now: number) => sight({ utilisation: now === HOUR ? 0.8 : 0 });
    expect(pricesOf(policy, 3 * HOUR, look)).toEqual([
      [0, 1],
      [0, 1],
      [HOUR, 3],
      [2 * HOUR, 1],
    ]);
  });
});

describe("a smooth spot price", () => {
  const plan: PricePlan = { kind: "smooth-spot", floor: 1, cap: 3, every: DAY, step: 0.1 };
  const full = () => sight({ asked: 200, supply: 100 });

  test("moves by no more than its step at an update, and no more often than it may", () => {
    const prices = pricesOf(policyOf(plan), 5 * DAY, full);
    expect(prices.map(([now]) => now)).toEqual([0, DAY, 2 * DAY, 3 * DAY, 4 * DAY]);
    prices.slice(1).forEach(([, price], place) => {
      expect(price / prices[place]![1]).toBeCloseTo(1.1, 12);
    });
  });

  test("comes to its cap when all supply is asked for, and to its floor when nobody asks", () => {
    const policy = policyOf(plan);
    expect(pricesOf(policy, 100 * DAY, full).at(-1)![1]).toBeCloseTo(3, 12);
    expect(pricesOf(policy, 200 * DAY).at(-1)![1]).toBeCloseTo(1, 12);
  });

  test("rests half-way when half of the supply is asked for", () => {
    const half = () => sight({ asked: 50, supply: 100 });
    expect(pricesOf(policyOf(plan), 100 * DAY, half).at(-1)![1]).toBeCloseTo(2, 12);
  });

  test("is not at a loss when there is no supply at all", () => {
    expect(policyOf(plan).update(DAY, sight({ supply: 0 }))).toBe(1);
    expect(policyOf(plan).update(DAY, sight({ supply: 0, asked: 1 }))).toBeCloseTo(1.1, 12);
  });
});

describe("an auction", () => {
  const bids = (...pairs: readonly [number, number][]) => ({
    count: pairs.length,
    prices: Float64Array.from(pairs, ([price]) => price),
    gpus: Int32Array.from(pairs, ([, gpus]) => gpus),
  });
  const plan: PricePlan = { kind: "auction", reserve: 0.5, every: HOUR };
  const cleared = (supply: number, ...pairs: readonly [number, number][]) =>
    policyOf(plan).update(HOUR, sight({ supply, bids: bids(...pairs) }));

  test("asks the reserve price while every bid is served", () => {
    expect(cleared(3, [2, 1], [1, 1], [4, 1])).toBe(0.5);
    expect(cleared(3)).toBe(0.5);
  });

  test("asks the highest bid that gets nothing", () => {
    expect(cleared(2, [2, 1], [1, 1], [4, 1])).toBe(1);
    expect(cleared(0, [2, 1], [1, 1], [4, 1])).toBe(4);
    expect(cleared(5, [2, 4], [1, 1], [4, 2])).toBe(2);
  });

  test("never asks less than the reserve price", () => {
    expect(cleared(0, [0.2, 1])).toBe(0.5);
  });

  test("has those above the price fit into the supply, and not also those at it", () => {
    const book = fc.array(fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 8 })));
    fc.assert(
      fc.property(book, fc.nat(60), (pairs, supply) => {
        const price = cleared(supply, ...pairs);
        const asked = (served: (bid: number) => boolean) =>
          pairs.reduce((sum, [bid, gpus]) => (served(bid) ? sum + gpus : sum), 0);
        expect(asked((bid) => bid > price)).toBeLessThanOrEqual(supply);
        if (price > 0.5) expect(asked((bid) => bid >= price)).toBeGreaterThan(supply);
      }),
      { seed: 4 },
    );
  });
});

describe("cost plus a margin", () => {
  test("is the cost times one and the margin, at every update of the cost", () => {
    const cost = { kind: "dated", times: Float64Array.of(0, DAY), prices: Float64Array.of(1, 2) } as const;
    expect(pricesOf(policyOf({ kind: "cost-plus", cost, margin: 0.25 }), 2 * DAY)).toEqual([
      [0, 1.25],
      [DAY, 2.5],
    ]);
  });
});

describe("the impact of our own sales", () => {
  const plan: PricePlan = { kind: "impact", on: fixed, market: 1000, elasticity: -0.5, every: DAY };

  test("is none while nothing is sold, and lowers the price as more is", () => {
    const policy = policyOf(plan);
    const at = (sold: number) => policy.update(policy.next, sight({ sold }));
    expect(at(0)).toBe(2.5);
    // A tenth more supply at an elasticity of −0.5: 1.1^−2.
    expect(at(100)).toBeCloseTo(2.5 / 1.21, 12);
    expect(at(1000)).toBeCloseTo(2.5 / 4, 12);
  });

  test("leaves the market with the demand that its elasticity says", () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.double({ min: -3, max: -0.1, noNaN: true }), (sold, elasticity) => {
        const price = policyOf({ ...plan, elasticity }).update(DAY, sight({ sold }));
        expect(1000 * (price / 2.5) ** elasticity).toBeCloseTo(1000 + sold, 6);
      }),
      { seed: 5 },
    );
  });

  test("lasts from look to look, whatever the market does between", () => {
    const on = { kind: "dated", times: Float64Array.of(0, DAY / 2), prices: Float64Array.of(2, 4) } as const;
    const look = () => sight({ sold: 1000 });
    expect(pricesOf(policyOf({ ...plan, on }), 2 * DAY, look)).toEqual([
      [0, 2],
      [DAY / 2, 4],
      [DAY, 1],
    ]);
  });
});

test("no policy leaves its range, whatever it sees", () => {
  const regimes = [{ drift: 0.5, volatility: 2, stay: Number.POSITIVE_INFINITY }];
  const index: PricePlan = { kind: "market-index", start: 2, regimes, floor: 1, cap: 3, every: DAY };
  const plans: PricePlan[] = [
    fixed,
    index,
    { kind: "smooth-spot", floor: 1, cap: 3, every: DAY, step: 0.3 },
    { kind: "hour-of-week", prices: Float64Array.from({ length: 168 }, (_, hour) => hour) },
    { kind: "utilisation-linked", points: [{ utilisation: 0.5, price: 2 }], every: HOUR },
    { kind: "cost-plus", cost: index, margin: 1 },
    { kind: "impact", on: index, market: 100, elasticity: -1, every: DAY },
    { kind: "auction", reserve: 1, every: HOUR },
    { kind: "driven", on: index, every: HOUR, floor: 2 },
  ];
  const sights = fc.record({
    utilisation: fc.double({ min: 0, max: 1 }),
    asked: fc.nat(99),
    sold: fc.nat(99),
  });
  fc.assert(
    fc.property(fc.constantFrom(...plans), fc.array(sights, { minLength: 1 }), (plan, looks) => {
      const { lowest, highest } = priceRange(plan);
      expect(policyOf(plan).first).toBe(firstPrice(plan));
      let place = 0;
      for (const [, price] of pricesOf(policyOf(plan), WEEK, () => sight(looks[place++ % looks.length]))) {
        expect(price).toBeGreaterThanOrEqual(lowest * (1 - 1e-12));
        expect(price).toBeLessThanOrEqual(highest * (1 + 1e-12));
      }
    }),
    { seed: 6, numRuns: 100 },
  );
});

test("a year is long enough for every period", () => {
  expect(pricesOf(policyOf({ kind: "auction", reserve: 1, every: DAY }), YEAR)).toHaveLength(365);
});

describe("a price under drivers", () => {
  /** Twice as much in every second hour. */
  const pulse: Factor = {
    at: (now) => (Math.floor(now / HOUR) % 2 === 0 ? 1 : 2),
    next: (now) => (Math.floor(now / HOUR) + 1) * HOUR,
  };
  const under = (on: PricePlan, floor = 0) =>
    policyOf({ kind: "driven", on, every: HOUR, floor }, "1", pulse);

  test("is its policy's times their factor, from instant 0 on and whenever one of the two moves", () => {
    const steps: PricePlan = {
      kind: "dated",
      times: Float64Array.of(0, 90 * MINUTE),
      prices: Float64Array.of(3, 5),
    };
    expect(pricesOf(under(steps), 3 * HOUR)).toEqual([
      [0, 3],
      [0, 3],
      [HOUR, 6],
      [90 * MINUTE, 10],
      [2 * HOUR, 5],
    ]);
  });

  test("is its floor where that is more", () => {
    const prices = pricesOf(under({ kind: "fixed", price: 3 }, 4), 3 * HOUR);
    expect(prices.map(([, price]) => price)).toEqual([4, 4, 6, 4]);
  });

  test("leaves its policy its own way: a provider's price moves as it does without them", () => {
    const own: PricePlan = { kind: "smooth-spot", floor: 1, cap: 4, every: 2 * HOUR, step: 0.1 };
    const look = () => sight({ asked: 100 });
    const alone = pricesOf(policyOf(own), DAY, look);
    const at = (now: number) => alone.findLast(([from]) => from <= now)![1];
    for (const [now, price] of pricesOf(under(own), DAY, look).slice(1))
      expect(price, `${now}`).toBe(at(now) * pulse.at(now));
  });

  test("follows every change of utilisation where its policy does", () => {
    const points = [
      { utilisation: 0, price: 1 },
      { utilisation: 1, price: 3 },
    ];
    const policy = under({ kind: "utilisation-linked", points, every: 0 });
    expect(policy.continuous).toBe(true);
    expect(policy.update(0, sight({ utilisation: 0.5 }))).toBe(2);
    expect(policy.update(HOUR, sight({ utilisation: 0.5 }))).toBe(4);
    expect(policy.update(1.5 * HOUR, sight({ utilisation: 1 }))).toBe(6);
  });
});
