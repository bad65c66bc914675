// A figure with less variance, by quantities whose means are known, such as the number of arrivals: what they were off in the
// replications tells how far the figure is off. Lavenberg and Welch (1981), Management Science 27, 322; Law (5th ed. 2015),
// section 11.4.

import { mean } from "simple-statistics";
import type { Estimate } from "./interval.ts";
import { solve } from "./linear-equations.ts";
import { studentQuantile } from "./student-t.ts";

/** A quantity with a known mean, observed in the same replications. */
interface Control {
  readonly values: readonly number[];
  /** its mean by theory */
  readonly mean: number;
}

interface Controlled {
  readonly estimate: Estimate;
  /** β of each control */
  readonly coefficients: readonly number[];
  /** residual variance with the controls / variance without: 1 − R², by sums of squares; below 1 where they helped */
  readonly varianceRatio: number;
}

/**
 * ȳ − Σ β_q (x̄_q − μ_q), β by least squares of y on the x − μ: the intercept of that regression, with its interval
 * ± t(n − q − 1) s √(1/n + d′ S⁻¹ d), d = x̄ − μ, S the sums of squares and products of x about their means.
 * @param values a figure of each of n replications
 * @param controls q of them; n ≥ q + 2
 * @throws RangeError when values do not pair up, are too few, or controls depend on each other
 */
export function controlled(
  values: readonly number[],
  controls: readonly Control[],
  confidence = 0.95,
): Controlled {
  const n = values.length;
  const degrees = n - controls.length - 1;
  for (const control of controls)
    if (control.values.length !== n)
      throw new RangeError(`${control.values.length} values of a control do not pair with ${n}`);
  if (degrees < 1) throw new RangeError(`${n} replications are too few for ${controls.length} controls`);
  const centre = mean(values);
  const y = values.map((value) => value - centre);
  const x = controls.map((control) => deviations(control.values));
  const squares = x.map((row) => x.map((column) => dot(row, column)));
  const coefficients = solve(
    squares,
    x.map((row) => dot(row, y)),
  );
  const off = controls.map((control) => mean(control.values) - control.mean);
  const residuals = y.map((each, i) => each - x.reduce((sum, row, q) => sum + coefficients[q]! * row[i]!, 0));
  const leverage = 1 / n + dot(off, solve(squares, off));
  const estimated = centre - dot(coefficients, off);
  const error = Math.sqrt((dot(residuals, residuals) / degrees) * leverage);
  const halfWidth = studentQuantile((1 + confidence) / 2, degrees) * error;
  return {
    estimate: { mean: estimated, low: estimated - halfWidth, high: estimated + halfWidth, replications: n },
    coefficients,
    varianceRatio: dot(residuals, residuals) / dot(y, y),
  };
}

function deviations(values: readonly number[]): number[] {
  const centre = mean(values);
  return values.map((value) => value - centre);
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, each, place) => sum + each * b[place]!, 0);
}
