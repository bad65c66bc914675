import { expect, test } from "vitest";
import { dollars, horizon, percent, perHorizon, timeSpan } from "../../../src/results/format.ts";

const HOUR = 3_600_000;

test.each<[share: number, text: string]>([
  [0.1234, "12.3"],
  [-0.0312, "−3.1"],
  [-0.0001, "0.0"],
  [0, "0.0"],
  [Number.NaN, "–"],
])("the share %d is %s %%", (share, text) => {
  expect(percent(share)).toBe(text);
});

test.each<[amount: number, text: string]>([
  [0, "$0.00"],
  [46.402, "$46.4"],
  [-9876, "−$9,876"],
  [24_713, "$24.7k"],
  [1_712_345, "$1.71M"],
  [3e9, "$3.00B"],
  [Number.NaN, "–"],
])("%d dollars are %s", (amount, text) => {
  expect(dollars(amount)).toBe(text);
});

test.each<[ms: number, text: string]>([
  [0, "0.0 s"],
  [-1e-9, "0.0 s"],
  [44_000, "44 s"],
  [-150_000, "−2.5 min"],
  [2.7 * HOUR, "2.7 h"],
  [109 * 24 * HOUR, "109 d"],
  [Number.NaN, "–"],
])("%d ms are %s", (ms, text) => {
  expect(timeSpan(ms)).toBe(text);
});

test.each<[ms: number, text: string]>([
  [28 * 24 * HOUR, "4 weeks"],
  [7 * 24 * HOUR, "1 week"],
  [10 * 24 * HOUR, "10 days"],
  [36 * HOUR, "36 hours"],
  [0, "0.0 s"],
  [100_000, "100 s"],
])("a horizon of %d ms is %s", (ms, text) => {
  expect(horizon(ms)).toBe(text);
});

test.each<[ms: number, text: string]>([
  [28 * 24 * HOUR, "per 4 weeks"],
  [7 * 24 * HOUR, "per week"],
  [24 * HOUR, "per day"],
  [HOUR, "per hour"],
  [90_000, "per 90 s"],
])("a sum over %d ms is told %s, and one of a unit by the unit alone", (ms, text) => {
  expect(perHorizon(ms)).toBe(text);
});

test("a trajectory has no pace: its sums are of this stretch of time", () => {
  expect(perHorizon(28 * 24 * HOUR, "trajectory")).toBe("in these 4 weeks");
  expect(perHorizon(24 * HOUR, "trajectory")).toBe("in this day");
});
