import fc from "fast-check";
import { expect, test } from "vitest";
import { YEAR } from "../../../src/kernel/time.ts";
import { type RampPlan, readyShare } from "../../../src/market/readiness.ts";

const MONTH = YEAR / 12;
const RAMP: RampPlan = { shares: [0.1, 0.5, 0.9], times: [3 * MONTH, 14 * MONTH, 27 * MONTH], start: 0 };

test("a ramp goes through its points", () => {
  RAMP.times.forEach((time, place) => {
    expect(readyShare(RAMP, time)).toBeCloseTo(RAMP.shares[place]!, 12);
  });
});

test("a ramp of two points is the logistic curve through them, before, between and beyond", () => {
  const ramp: RampPlan = { shares: [0.2, 0.8], times: [MONTH, 3 * MONTH], start: 0 };
  // 1 / (1 + e^(−(t − 2) ln 4)), t in months
  for (const month of [0, 1.5, 2, 4, 7])
    expect(readyShare(ramp, month * MONTH)).toBeCloseTo(1 / (1 + 4 ** (2 - month)), 12);
});

test("the share never falls, and stays between nothing and all", () => {
  const months = fc.double({ min: 0, max: 120, noNaN: true });
  fc.assert(
    fc.property(months, months, (month, later) => {
      const [before, after] = [readyShare(RAMP, month * MONTH), readyShare(RAMP, (month + later) * MONTH)];
      expect(before).toBeGreaterThan(0);
      expect(after).toBeGreaterThanOrEqual(before);
      expect(after).toBeLessThanOrEqual(1);
    }),
    { seed: 1 },
  );
});

test("a later start is the same ramp, later on", () => {
  expect(readyShare({ ...RAMP, start: 14 * MONTH }, 13 * MONTH)).toBeCloseTo(0.9, 12);
});
