// The beta, binomial, F and normal laws. References are scipy 1.17's, or closed forms.

import { describe, expect, test } from "vitest";
import { standardNormalQuantile } from "../../../src/kernel/normal-quantile.ts";
import { binomialProbability, binomialQuantile } from "../../../src/statistics/binomial.ts";
import { fQuantile } from "../../../src/statistics/f-law.ts";
import { betaProbability, betaQuantile } from "../../../src/statistics/incomplete-beta.ts";
import { standardNormalProbability } from "../../../src/statistics/normal-probability.ts";
import { studentTwoSided } from "../../../src/statistics/student-t.ts";

describe("the beta law", () => {
  test.each([
    [0.3, 0.5, 0.5, 0.36901011956554536],
    [0.4, 2, 3, 0.5248],
    [0.9, 50, 3, 0.09663328513725222],
    [0.335, 1e4, 2e4, 0.7301346342435686],
    [1e-3, 1e-2, 5, 0.9527958800070772],
  ])("P(X ≤ %d) of B(%d, %d)", (x, a, b, expected) => {
    expect(Math.abs(betaProbability(x, a, b) / expected - 1)).toBeLessThan(1e-10);
  });

  test("of 1 and n has the closed form 1 − (1 − x)ⁿ, and its quantile the one that undoes it", () => {
    for (const n of [1, 7, 300]) {
      expect(betaProbability(0.01, 1, n)).toBeCloseTo(1 - 0.99 ** n, 13);
      expect(betaQuantile(0.95, 1, n)).toBeCloseTo(1 - 0.05 ** (1 / n), 13);
    }
  });

  test("quantiles undo probabilities, far out as well", () => {
    for (const [a, b] of [
      [0.5, 0.5],
      [3, 198],
      [1000, 2],
    ] as const)
      for (const p of [1e-9, 0.025, 0.5, 0.999])
        expect(Math.abs(betaProbability(betaQuantile(p, a, b), a, b) / p - 1)).toBeLessThan(1e-9);
    expect([betaQuantile(0, 2, 3), betaQuantile(1, 2, 3)]).toEqual([0, 1]);
  });

  test("outside of its domain there is none", () => {
    expect(() => betaProbability(1.1, 1, 1)).toThrow(RangeError);
    expect(() => betaProbability(0.5, 0, 1)).toThrow(RangeError);
    expect(() => betaQuantile(-0.1, 1, 1)).toThrow(RangeError);
  });
});

describe("the binomial law", () => {
  test("agrees with its sum", () => {
    const choose = [1, 6, 15, 20, 15, 6, 1];
    let sum = 0;
    choose.forEach((ways, k) => {
      sum += ways * 0.3 ** k * 0.7 ** (6 - k);
      expect(binomialProbability(k, 6, 0.3)).toBeCloseTo(sum, 13);
    });
    expect(binomialProbability(-1, 6, 0.3)).toBe(0);
  });

  test.each([
    [90, 100, 0.95, 0.028188294163416307],
    [0, 300, 0.01, 0.049040894071285854],
    [5000, 10_000, 0.5, 0.5039893230696917],
  ])("P(X ≤ %i) of %i trials", (k, n, p, expected) => {
    expect(Math.abs(binomialProbability(k, n, p) / expected - 1)).toBeLessThan(1e-10);
  });

  test("quantiles are the least number that is likely enough", () => {
    expect([binomialQuantile(0.025, 1000, 0.9), binomialQuantile(0.975, 1000, 0.9)]).toEqual([881, 918]);
    expect(binomialQuantile(0.5, 1, 0.5)).toBe(0);
    expect(binomialQuantile(0.51, 1, 0.5)).toBe(1);
  });
});

test.each([
  [0.95, 4, 20, 2.8660814020156584],
  [0.025, 4, 20, 0.11682320526524602],
  [0.975, 1, 1, 647.7890114778442],
])("the %d quantile of F(%i, %i)", (probability, above, below, expected) => {
  expect(Math.abs(fQuantile(probability, above, below) / expected - 1)).toBeLessThan(1e-9);
});

test("the normal probability undoes the normal quantile", () => {
  for (const p of [1e-6, 0.025, 0.3, 0.5, 0.8, 0.999999])
    expect(Math.abs(standardNormalProbability(standardNormalQuantile(p)) - p)).toBeLessThan(1e-14);
  expect([standardNormalProbability(-40), standardNormalProbability(40)]).toEqual([0, 1]);
});

test("a two-sided p-value of t: of 0 it is 1, of infinity 0, and with 1 degree of freedom 1 − 2 atan(t)/π", () => {
  expect(studentTwoSided(0, 5)).toBe(1);
  expect(studentTwoSided(Number.NEGATIVE_INFINITY, 5)).toBe(0);
  for (const t of [0.3, -2, 17])
    expect(studentTwoSided(t, 1)).toBeCloseTo(1 - (2 * Math.atan(Math.abs(t))) / Math.PI, 13);
  expect(studentTwoSided(2.5, 7)).toBeCloseTo(0.04099221858575289, 13);
});
