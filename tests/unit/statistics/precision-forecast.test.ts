import { sampleVariance } from "simple-statistics";
import { describe, expect, test } from "vitest";
import { randomStream } from "../../../src/kernel/random-stream.ts";
import { meanInterval } from "../../../src/statistics/interval.ts";
import { forecastHalfWidth, forecastReplications } from "../../../src/statistics/precision-forecast.ts";
import { mm1NumberVariance, relativeHalfWidth } from "../../../src/theory/run-length.ts";

const PILOT = [3, 5, 4, 6, 5];

function halfWidth(values: readonly number[]): number {
  const { mean, high } = meanInterval(values);
  return high - mean;
}

describe("how precise a run will be", () => {
  test("by hand: s² = 1.3 of five, and of three more replications F(3, 4) at 0.95 = 6.591: 2.365 √(5.2 + 3 × 1.3 × 6.591)/√7/√8", () => {
    const { high } = forecastHalfWidth(PILOT, 8);
    expect(high).toBeCloseTo((2.364624 * Math.sqrt((4 * 1.3 + 3 * 1.3 * 6.591382) / 7)) / Math.sqrt(8), 5);
  });

  test("what the pilot has seen is known: of a run as long as its pilot, or shorter, there is nothing to forecast", () => {
    for (const replications of [5, 4, 2]) {
      const seen = halfWidth(PILOT.slice(0, replications));
      const { low, median, high } = forecastHalfWidth(PILOT, replications);
      for (const each of [low, median, high]) expect(each).toBeCloseTo(seen, 12);
    }
  });

  test("nine of ten runs of normal values end within the range that their own beginning promised, half of them below the median", () => {
    const stream = randomStream("precision-forecast", "normal");
    const runs = 2000;
    let [within, below] = [0, 0];
    for (let run = 0; run < runs; run++) {
      const values = Array.from({ length: 12 }, () => 10 + 2 * stream.normal());
      const { low, median, high } = forecastHalfWidth(values.slice(0, 5), 12);
      const got = halfWidth(values);
      if (got >= low && got <= high) within += 1;
      if (got < median) below += 1;
    }
    // 99.9 % limits of a binomial law: 3.29 √(n p (1 − p)).
    expect(Math.abs(within - 0.9 * runs)).toBeLessThan(3.29 * Math.sqrt(runs * 0.09));
    expect(Math.abs(below - 0.5 * runs)).toBeLessThan(3.29 * Math.sqrt(runs * 0.25));
  });

  test("the least number of replications is enough, and one fewer is not, at each end of the range", () => {
    for (const wanted of [1, 0.2, 0.02]) {
      const needed = forecastReplications(PILOT, wanted);
      for (const end of ["low", "median", "high"] as const) {
        const n = needed[end];
        expect(forecastHalfWidth(PILOT, n)[end]).toBeLessThanOrEqual(wanted);
        expect(forecastHalfWidth(PILOT, n - 1)[end]).toBeGreaterThan(wanted);
      }
    }
  });

  test("one replication promises nothing, no million is enough for nearly nothing, and one value is no pilot", () => {
    expect(forecastHalfWidth(PILOT, 1).low).toBe(Number.POSITIVE_INFINITY);
    expect(forecastReplications(PILOT, 1e-9).median).toBe(Number.POSITIVE_INFINITY);
    expect(() => forecastHalfWidth([1], 2)).toThrow("a pilot of 1 replications");
    expect(() => forecastReplications(PILOT, 0)).toThrow("a half-width of 0");
  });

  test("it agrees with theory where theory knows the variance of a time average: M/M/1 at 0.8", () => {
    // A time average over T h has the variance 1800/T; a pilot of 4,000 knows it to some per cent.
    const number = { mean: 4, asymptoticVariance: mm1NumberVariance(0.8, 1) };
    const stream = randomStream("precision-forecast", "theory");
    const spread = Math.sqrt(number.asymptoticVariance / 1e4);
    const pilot = Array.from({ length: 4000 }, () => 4 + spread * stream.normal());
    expect(Math.sqrt(sampleVariance(pilot)) / spread).toBeCloseTo(1, 1);
    const { median } = forecastHalfWidth(pilot, 16_000);
    expect(median / 4 / relativeHalfWidth(number, 16_000 * 1e4, 1.96)).toBeCloseTo(1, 1);
  });
});
