import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HOUR, MINUTE, SECOND } from "../../../src/kernel/time.ts";
import { billedTime, charge } from "../../../src/market/billing.ts";

const PLAIN = { granularity: 1, minimum: 0, freeIfInterruptedWithin: 0 };

describe("a billing line", () => {
  test("bills what was used when nothing else is said", () => {
    expect(billedTime(12_345, "customer", PLAIN)).toBe(12_345);
    expect(billedTime(12_345, "provider", PLAIN)).toBe(12_345);
  });

  test("bills at least the minimum", () => {
    const plan = { ...PLAIN, minimum: MINUTE };
    expect([0, 1, MINUTE, MINUTE + 1].map((used) => billedTime(used, "customer", plan))).toEqual([
      MINUTE,
      MINUTE,
      MINUTE,
      MINUTE + 1,
    ]);
  });

  test("bills a started second whole, and a full second once", () => {
    const plan = { ...PLAIN, granularity: SECOND };
    expect([999, 1000, 1001].map((used) => billedTime(used, "customer", plan))).toEqual([1000, 1000, 2000]);
  });

  test("by the hour, 3600 s are one hour and a millisecond more is two", () => {
    const plan = { ...PLAIN, granularity: HOUR };
    expect([HOUR, HOUR + 1].map((used) => billedTime(used, "customer", plan))).toEqual([HOUR, 2 * HOUR]);
  });

  test("a run reclaimed after 59 min 59 s pays nothing, after 60 min it pays them all", () => {
    const plan = { granularity: SECOND, minimum: MINUTE, freeIfInterruptedWithin: HOUR };
    expect(billedTime(HOUR - SECOND, "provider", plan)).toBe(0);
    expect(billedTime(HOUR - 1, "provider", plan)).toBe(0);
    expect(billedTime(HOUR, "provider", plan)).toBe(HOUR);
    expect(billedTime(HOUR - SECOND, "customer", plan)).toBe(HOUR - SECOND);
  });

  test("that is not free bills no less than the use, by less than a unit, and never falls as the use grows", () => {
    const plans = fc.record({
      granularity: fc.integer({ min: 1, max: 5000 }),
      minimum: fc.nat(100_000),
      freeIfInterruptedWithin: fc.constant(0),
    });
    fc.assert(
      fc.property(plans, fc.nat(1e6), fc.nat(1e6), (plan, used, more) => {
        const billed = billedTime(used, "customer", plan);
        expect(billed).toBeGreaterThanOrEqual(used);
        expect(billed).toBeLessThan(Math.max(plan.minimum + 1, used + plan.granularity));
        expect(billedTime(used + more, "customer", plan)).toBeGreaterThanOrEqual(billed);
      }),
      { seed: 1 },
    );
  });
});

test("a charge is GPU-hours times the price", () => {
  expect(charge(8 * HOUR, 2.5)).toBe(20);
  expect(charge(HOUR / 4, 3)).toBe(0.75);
  expect(charge(0, 3)).toBe(0);
});
