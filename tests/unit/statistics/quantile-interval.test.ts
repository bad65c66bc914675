import { describe, expect, test } from "vitest";
import { randomStream } from "../../../src/kernel/random-stream.ts";
import {
  leastForUpperBound,
  quantileInterval,
  quantileRanks,
} from "../../../src/statistics/quantile-interval.ts";

describe("ranks that enclose a quantile", () => {
  test("case T06: 90 and 100 of 100 for the 95 % quantile, which they hold with 98.26 %", () => {
    expect(quantileRanks(100, 0.95, 0.95)).toEqual({
      lower: 90,
      upper: 100,
      coverage: expect.closeTo(0.9826070607121812, 10),
    });
  });

  test("of the median of 9: 2 and 8 by the sums of Pascal's row, (512 − 2 × 10)/512", () => {
    // 1 + 9 = 10 of 512 are below rank 2; 2.5 % of 512 is 12.8.
    expect(quantileRanks(9, 0.5, 0.95)).toEqual({
      lower: 2,
      upper: 8,
      coverage: expect.closeTo(492 / 512, 12),
    });
  });

  test("are symmetric about the median", () => {
    for (const count of [10, 25, 400]) {
      const { lower, upper } = quantileRanks(count, 0.5, 0.95);
      expect(lower + upper).toBe(count + 1);
    }
  });
});

describe("so many values are needed for the largest to bound a quantile", () => {
  test.each([
    [0.95, 0.95, 59],
    [0.99, 0.95, 299],
    [0.5, 0.95, 5],
    [0.9, 0.9, 22],
    [0.5, 0.5, 1],
  ])("%d with %d: %i", (q, confidence, count) => {
    expect(leastForUpperBound(q, confidence)).toBe(count);
    expect(1 - q ** count).toBeGreaterThanOrEqual(confidence);
    expect(1 - q ** (count - 1)).toBeLessThan(confidence);
  });
});

describe("the interval of a quantile", () => {
  test("has no upper end with too few values, no lower one for a low quantile, and neither of nothing", () => {
    const few = Array.from({ length: 58 }, (_, i) => i);
    expect(quantileInterval(few, 0.95)).toEqual({
      value: expect.closeTo(54.15, 9),
      low: expect.any(Number),
      high: Number.NaN,
    });
    expect(quantileInterval(few, 0.01).low).toBeNaN();
    expect(quantileInterval([], 0.5)).toEqual({ value: Number.NaN, low: Number.NaN, high: Number.NaN });
  });

  test("does not depend on the order, and takes the values at the ranks", () => {
    const values = Array.from({ length: 100 }, (_, i) => (i * 37) % 100);
    expect(quantileInterval(values, 0.95)).toEqual({ value: expect.closeTo(94.05, 9), low: 89, high: 99 });
  });

  test("of the 90 % quantile of 60 exponential values covers ln 10 as often as its ranks say, within 99.9 %", () => {
    const stream = randomStream("quantile-interval", "coverage");
    const experiments = 2000;
    const { coverage } = quantileRanks(60, 0.9, 0.95);
    let covered = 0;
    for (let experiment = 0; experiment < experiments; experiment++) {
      const { low, high } = quantileInterval(
        Array.from({ length: 60 }, () => stream.exponential()),
        0.9,
      );
      if (low <= Math.log(10) && Math.log(10) <= high) covered++;
    }
    const spread = Math.sqrt((coverage * (1 - coverage)) / experiments);
    expect(Math.abs(covered / experiments - coverage)).toBeLessThan(3.29 * spread);
  });

  test("quantiles of 0 and 1 have none", () => {
    expect(() => quantileRanks(10, 1, 0.95)).toThrow("probability 1 is not inside (0, 1)");
    expect(() => quantileRanks(0, 0.5, 0.95)).toThrow("0 values");
  });
});
