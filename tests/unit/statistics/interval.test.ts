import { expect, test } from "vitest";
import { meanInterval, pairedDifference } from "../../../src/statistics/interval.ts";

test("the interval of ten replications is the mean ± 2.2621571628 s/√10", () => {
  const values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  const halfWidth = (2.262157162798205 * Math.sqrt(55 / 6)) / Math.sqrt(10);
  const { mean, low, high, replications } = meanInterval(values);
  expect(mean).toBe(5.5);
  expect(low).toBeCloseTo(5.5 - halfWidth, 12);
  expect(high).toBeCloseTo(5.5 + halfWidth, 12);
  expect(replications).toBe(10);
});

test("one replication has a mean and no interval", () => {
  expect(meanInterval([42])).toEqual({ mean: 42, low: Number.NaN, high: Number.NaN, replications: 1 });
});

test("no replication has neither", () => {
  expect(meanInterval([])).toEqual({ mean: Number.NaN, low: Number.NaN, high: Number.NaN, replications: 0 });
});

test("a replication that saw nothing is left out and not counted", () => {
  expect(meanInterval([1, Number.NaN, 3])).toEqual(meanInterval([1, 3]));
});

test("equal replications have an interval of no width", () => {
  expect(meanInterval([7, 7, 7])).toEqual({ mean: 7, low: 7, high: 7, replications: 3 });
});

test("a pairing takes out what both runs share", () => {
  const shared = [100, 900, -300, 50];
  const values = shared.map((level, i) => level + 5 + [0.1, -0.1, 0.2, -0.2][i]!);
  const difference = pairedDifference(values, shared);
  expect(difference.mean).toBeCloseTo(5, 12);
  expect(difference.high - difference.low).toBeLessThan(1);
  expect(meanInterval(values).high - meanInterval(values).low).toBeGreaterThan(1000);
});

test("a pair with one half missing is no pair", () => {
  expect(pairedDifference([1, 2, 3], [0, Number.NaN, 0])).toEqual(meanInterval([1, 3]));
});

test("unequal numbers of replications do not pair", () => {
  expect(() => pairedDifference([1, 2], [1])).toThrow(RangeError);
});
