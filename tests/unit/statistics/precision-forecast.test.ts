import { describe, expect, test } from "vitest";
import { randomStream } from "../../../src/kernel/random-stream.ts";
import { meanInterval } from "../../../src/statistics/interval.ts";
import { forecastPrecision, replicationsFor } from "../../../src/statistics/precision-forecast.ts";
import { mm1NumberVariance, relativeHalfWidth } from "../../../src/theory/run-length.ts";

describe("how precise a run will be", () => {
  test("by hand: s = 2 about 10, ten replications of four times the length: 2.262 × 2 / 2 / √10 / 10", () => {
    const pilot = [8, 10, 12, 10 - Math.sqrt(2), 10 + Math.sqrt(2)]; // s² = (4 + 4 + 2 + 2)/4 = 3
    const size = { length: 4, replications: 10 };
    expect(forecastPrecision(pilot, 1, size)).toBeCloseTo(
      (2.2621571627409915 * Math.sqrt(3 / 4 / 10)) / 10,
      10,
    );
  });

  test("a run as long as its pilot has the half-width of the pilot", () => {
    const pilot = [3, 5, 4, 6, 5];
    const { mean, high } = meanInterval(pilot);
    expect(forecastPrecision(pilot, 7, { length: 7, replications: 5 })).toBeCloseTo((high - mean) / mean, 12);
  });

  test("the least number of replications is enough, and one fewer is not", () => {
    const pilot = [3, 5, 4, 6, 5];
    for (const wanted of [0.5, 0.1, 0.01]) {
      const least = replicationsFor(wanted, pilot, 1, 2);
      const at = (replications: number) => forecastPrecision(pilot, 1, { length: 2, replications });
      expect(at(least)).toBeLessThanOrEqual(wanted);
      expect(at(least - 1)).toBeGreaterThan(wanted);
    }
  });

  test("one replication promises nothing, and about a mean of 0 no share can be kept", () => {
    expect(forecastPrecision([1, 2], 1, { length: 1, replications: 1 })).toBe(Number.POSITIVE_INFINITY);
    expect(replicationsFor(0.1, [1, -1], 1, 1)).toBe(Number.POSITIVE_INFINITY);
    expect(() => forecastPrecision([1], 1, { length: 1, replications: 2 })).toThrow(
      "a pilot of 1 replications",
    );
    expect(() => replicationsFor(1, [1, 2], 1, 1)).toThrow("no share");
  });

  test("it agrees with theory where theory knows the variance of a time average: M/M/1 at 0.8", () => {
    // A time average over T h has the variance 1800/T; a pilot of so many runs finds it to some per cent.
    const number = { mean: 4, asymptoticVariance: mm1NumberVariance(0.8, 1) };
    const stream = randomStream("precision-forecast", "theory");
    const pilot = Array.from(
      { length: 4000 },
      () => 4 + Math.sqrt(number.asymptoticVariance / 1e4) * stream.normal(),
    );
    const found = forecastPrecision(pilot, 1e4, { length: 1e4, replications: 4000 });
    expect(found / relativeHalfWidth(number, 4000 * 1e4, 1.96)).toBeCloseTo(1, 1);
  });
});
