import { expect, test } from "vitest";
import { pairedDifference } from "../../../src/statistics/interval.ts";
import { pairingGain, welchDifference } from "../../../src/statistics/welch.ts";

const A = [12.1, 14.3, 11.8, 15.0, 13.2, 12.7, 14.9, 13.8, 12.2, 14.4];
const B = [11.2, 13.1, 11.5, 13.9, 12.6, 11.9, 13.5, 13.1, 11.6, 13.2];

test("case T05: pairs that share their random numbers need a quarter of the width", () => {
  const paired = pairedDifference(A, B);
  const welch = welchDifference(A, B, 0.95);
  const { correlation, varianceRatio } = pairingGain(A, B);
  expect(paired.mean).toBeCloseTo(0.88, 12);
  expect(paired.high - paired.mean).toBeCloseTo(0.2450380222324019, 10);
  expect(welch.mean).toBeCloseTo(0.88, 12);
  expect(welch.high - welch.mean).toBeCloseTo(1.018661657098091, 9);
  expect(welch.mean - welch.low).toBeCloseTo(1.018661657098091, 9);
  expect(welch.degrees).toBeCloseTo(17.040596355686667, 9);
  expect(correlation).toBeCloseTo(0.9776042691466124, 10);
  expect(varianceRatio).toBeCloseTo(0.05031446540880506, 11);
});

test("unequal numbers of replications can be compared, but are no pairs", () => {
  expect(welchDifference(A, B.slice(3), 0.9).degrees).toBeLessThan(15);
  expect(() => pairingGain(A, B.slice(3))).toThrow("10 replications do not pair with 7");
});

test("the degrees of freedom lie between those of the smaller set and of both", () => {
  const { degrees } = welchDifference(A, [1, 100, 50], 0.95);
  expect(degrees).toBeGreaterThanOrEqual(2);
  expect(degrees).toBeLessThan(2.1);
});

test("a single value cannot be compared", () => {
  expect(() => welchDifference(A, [1], 0.95)).toThrow(RangeError);
});
