import { expect, test } from "vitest";
import { studentQuantile } from "../../../src/statistics/student-t.ts";
import { STUDENT_QUANTILES } from "./student-t-reference.ts";

test("the t quantile agrees with 50-digit references to 1e-12 of itself", () => {
  for (const [probability, degrees, t] of STUDENT_QUANTILES) {
    const error = Math.abs(studentQuantile(probability, degrees) / t - 1);
    expect(error, `p = ${probability}, ν = ${degrees}`).toBeLessThan(1e-12);
  }
});

test("the 97.5 % point with nine degrees of freedom is 2.2621571627982053", () => {
  expect(Math.abs(studentQuantile(0.975, 9) - 2.2621571627982053)).toBeLessThan(1e-14);
});

test("the t quantile is odd around one half, and 0 there", () => {
  expect(studentQuantile(0.5, 7)).toBe(0);
  // 1/8 and 7/8 are exact doubles, so both sides see the same tail.
  expect(studentQuantile(0.125, 7)).toBe(-studentQuantile(0.875, 7));
});

test("one and two degrees of freedom have closed forms: cot π(1 − p), and (2p − 1)/√(2p(1 − p))", () => {
  for (const p of [0.51, 0.6, 0.8, 0.999, 0.999999]) {
    expect(studentQuantile(p, 1) * Math.tan(Math.PI * (1 - p))).toBeCloseTo(1, 11);
    expect(studentQuantile(p, 2) / ((2 * p - 1) / Math.sqrt(2 * p * (1 - p)))).toBeCloseTo(1, 11);
  }
});

test("far tails keep their digits", () => {
  // ν = 2: t = (1 − 2q)/√(2q(1 − q)).
  expect(studentQuantile(1e-30, 2) / (-1 / Math.sqrt(2e-30))).toBeCloseTo(1, 12);
});

test("a probability outside (0, 1) or no degree of freedom is refused", () => {
  for (const probability of [0, 1, -0.1, 1.1, Number.NaN]) {
    expect(() => studentQuantile(probability, 9)).toThrow(RangeError);
  }
  for (const degrees of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => studentQuantile(0.9, degrees)).toThrow(RangeError);
  }
});
