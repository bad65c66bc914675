import { expect, test } from "vitest";
import { meanInterval } from "../../../src/statistics/interval.ts";
import { cycleInterval, phaseIntervals, phaseMeans, wholeCycles } from "../../../src/statistics/periodic.ts";

const SERIES = [1, 10, 100, 3, 12, 104, 5, 11];

test("a cycle that is not whole is left out", () => {
  expect(wholeCycles(SERIES, 3)).toEqual([
    [1, 10, 100],
    [3, 12, 104],
  ]);
  expect(wholeCycles([1, 2], 3)).toEqual([]);
});

test("each phase has its own mean and interval", () => {
  const cycles = wholeCycles(SERIES, 3);
  expect(phaseMeans(cycles)).toEqual([2, 11, 102]);
  expect(phaseIntervals(cycles, 0.9)[1]).toEqual(meanInterval([10, 12], 0.9));
});

test("the mean over a cycle varies less than the phases within it", () => {
  const { mean, low, high } = cycleInterval([
    [0, 100],
    [1, 101],
    [2, 99],
  ]);
  expect(mean).toBeCloseTo(50.5, 13);
  expect(high - low).toBeLessThan(4);
});

test("replications are rows like cycles are", () => {
  const rows = [
    [1, 2],
    [3, 6],
    [5, 4],
  ];
  expect(phaseIntervals(rows).map(({ mean, replications }) => [mean, replications])).toEqual([
    [3, 3],
    [4, 3],
  ]);
});

test("no whole cycle, cycles of unequal length and cycles of no length are refused", () => {
  expect(() => phaseMeans([])).toThrow("there is no whole cycle");
  expect(() => phaseIntervals([[1, 2], [3]])).toThrow("a cycle of 1 steps among cycles of 2");
  expect(() => cycleInterval([[1, 2], [3]])).toThrow(RangeError);
  expect(() => wholeCycles(SERIES, 0)).toThrow("a cycle of 0 steps");
});
