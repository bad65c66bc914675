import { describe, expect, test } from "vitest";
import { randomStream } from "../../../src/kernel/random-stream.ts";
import { meanInterval } from "../../../src/statistics/interval.ts";
import { ratioByDelta, ratioByJackknife } from "../../../src/statistics/ratio.ts";

describe.each([
  ["delta method", ratioByDelta],
  ["jackknife", ratioByJackknife],
])("a ratio by the %s", (_, ratio) => {
  test("over equal denominators has the interval of the mean", () => {
    const [got, expected] = [ratio([3, 8, 4, 6], [2, 2, 2, 2]), meanInterval([1.5, 4, 2, 3])];
    for (const end of ["mean", "low", "high"] as const) expect(got[end]).toBeCloseTo(expected[end], 12);
    expect(got.replications).toBe(4);
  });

  test("that is the same in every replication has an interval of no width", () => {
    const { mean, low, high } = ratio([2, 4, 60], [1, 2, 30]);
    for (const end of [mean, low, high]) expect(end).toBeCloseTo(2, 12);
  });

  test("of one replication has no interval, of none no value", () => {
    expect(ratio([6], [3])).toEqual({ mean: 2, low: Number.NaN, high: Number.NaN, replications: 1 });
    expect(ratio([], [])).toEqual({ mean: Number.NaN, low: Number.NaN, high: Number.NaN, replications: 0 });
  });

  test("that has nothing below the line has no value", () => {
    expect(ratio([0, 0], [0, 0]).mean).toBeNaN();
  });

  test("counts a replication without jobs for what it is", () => {
    expect(ratio([5, 0, 7], [1, 0, 2]).replications).toBe(3);
  });

  test("needs a denominator for each numerator", () => {
    expect(() => ratio([1, 2], [1])).toThrow(RangeError);
  });

  test("covers the true ratio about as often as it says", () => {
    const stream = randomStream("ratio", "coverage");
    let covered = 0;
    for (let round = 0; round < 1000; round++) {
      const below = Array.from({ length: 20 }, () => 1 + stream.exponential());
      const above = below.map((y) => 3 * y + 2 * y * (stream.uniform() - 0.5));
      const { low, high } = ratio(above, below);
      if (low < 3 && high > 3) covered += 1;
    }
    expect(covered / 1000).toBeGreaterThan(0.92);
    expect(covered / 1000).toBeLessThan(0.975);
  });
});

test("the mean of the ratios would be another number", () => {
  expect(ratioByDelta([1, 90], [1, 10]).mean).toBeCloseTo(91 / 11, 14);
});

test("the delta interval is r ± t s/(√n ȳ)", () => {
  const { mean, high } = ratioByDelta([1, 2, 6], [1, 2, 3]);
  // r = 1.5, x − r y = −0.5, −1, 1.5 with s² = 1.75, ȳ = 2, t(0.975; 2) = 4.302652729749464
  expect(mean).toBe(1.5);
  expect(high - mean).toBeCloseTo((4.302652729749464 * Math.sqrt(1.75 / 3)) / 2, 12);
});

test("the jackknife takes its mean from the ratios with one replication left out", () => {
  // left out in turn: 8/5, 7/4, 3/3; pseudo-values 3 × 1.5 − 2 × each
  expect(ratioByJackknife([1, 2, 6], [1, 2, 3]).mean).toBeCloseTo(4.5 - (2 * (1.6 + 1.75 + 1)) / 3, 13);
});
