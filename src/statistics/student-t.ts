// Student's t distribution: simple-statistics has neither its distribution function nor its quantile, and the
// intervals of every result stand on them. Accurate to 1e-12 of itself up to 100,000 degrees of freedom.

import { logGammaRatio } from "./gamma-ratio.ts";
import { betaFraction } from "./incomplete-beta.ts";

/**
 * P(T > t) for t ≥ 0: half the regularised incomplete beta I_x(ν/2, ½) at x = ν/(ν + t²), Abramowitz and Stegun
 * (1964), 26.7.1, by 26.5.2 (I_x(a, b) = 1 − I_{1−x}(b, a)) where that converges faster.
 */
function upperTail(t: number, degrees: number): number {
  const a = degrees / 2;
  const x = 1 / (1 + (t / degrees) * t);
  const y = 1 / (1 + degrees / t / t);
  // x^a (1 − x)^½ / B(a, ½); a ln x is taken so that x near 1 keeps its digits.
  const logX = -Math.log1p((t / degrees) * t);
  const front = Math.exp(a * logX + 0.5 * Math.log(y) + logGammaRatio(a) - 0.5 * Math.log(Math.PI));
  if (t === 0) return 0.5;
  if (x < (a + 1) / (a + 2.5)) return (0.5 * front * betaFraction(x, a, 0.5)) / a;
  return 0.5 - front * betaFraction(y, 0.5, a);
}

/** Density at t, Abramowitz and Stegun (1964), 26.7.1 differentiated. */
function density(t: number, degrees: number): number {
  const logNorm = logGammaRatio(degrees / 2) - 0.5 * Math.log(Math.PI * degrees);
  return Math.exp(logNorm - ((degrees + 1) / 2) * Math.log1p((t / degrees) * t));
}

/**
 * The t ≥ 0 with P(T > t) = tail, tail in (0, ½]: Newton's steps inside a bracket that is halved whenever a step
 * would leave it, so that it cannot diverge.
 */
function upperQuantile(tail: number, degrees: number): number {
  let low = 0;
  let high = 1;
  while (upperTail(high, degrees) > tail) {
    low = high;
    high *= 2;
  }
  let t = (low + high) / 2;
  for (let step = 0; step < 200; step++) {
    const excess = upperTail(t, degrees) - tail;
    if (excess > 0) low = t;
    else high = t;
    const newton = t + excess / density(t, degrees);
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - t) <= 1e-15 * t) return next;
    t = next;
  }
  return t;
}

/**
 * The t with P(T ≤ t) = probability, for Student's t with so many degrees of freedom (any positive number).
 * @throws RangeError when the probability is not inside (0, 1) or the degrees of freedom are not positive
 */
export function studentQuantile(probability: number, degrees: number): number {
  if (!(probability > 0 && probability < 1))
    throw new RangeError(`probability ${probability} is not inside (0, 1)`);
  if (!(degrees > 0 && degrees < Number.POSITIVE_INFINITY))
    throw new RangeError(`${degrees} degrees of freedom`);
  if (probability === 0.5) return 0;
  return probability > 0.5 ? upperQuantile(1 - probability, degrees) : -upperQuantile(probability, degrees);
}

/**
 * P(|T| > |t|): the two-sided p-value of a t with so many degrees of freedom. Of an infinite t it is 0.
 * @throws RangeError when the degrees of freedom are not positive
 */
export function studentTwoSided(t: number, degrees: number): number {
  if (!(degrees > 0 && degrees < Number.POSITIVE_INFINITY))
    throw new RangeError(`${degrees} degrees of freedom`);
  return Math.abs(t) === Number.POSITIVE_INFINITY ? 0 : 2 * upperTail(Math.abs(t), degrees);
}
