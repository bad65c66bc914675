// The beta law, on which Student's t, F and the binomial law stand: simple-statistics has none of them.

import { gammaln } from "simple-statistics";

/** Smaller than any term that matters, larger than the least double: the `tiny` of Lentz's method. */
const TINY = 1e-300;
const TERMS = 10_000;

/**
 * The continued fraction of the incomplete beta function, Abramowitz and Stegun (1964), 26.5.8, evaluated by
 * Lentz's method as modified by Thompson and Barnett (1986). Converges fast for x < (a + 1)/(a + b + 2).
 */
export function betaFraction(x: number, a: number, b: number): number {
  const keepFromZero = (value: number) => (Math.abs(value) < TINY ? TINY : value);
  let c = 1;
  let d = 1 / keepFromZero(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / keepFromZero(1 + even * d);
    c = keepFromZero(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / keepFromZero(1 + odd * d);
    c = keepFromZero(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return fraction;
}

/**
 * P(X ≤ x) of the beta law: the regularised incomplete beta function I_x(a, b), by 26.5.2 (I_x(a, b) = 1 − I_{1−x}(b, a))
 * where that converges faster.
 * @param x in [0, 1]
 * @param a, b > 0
 */
export function betaProbability(x: number, a: number, b: number): number {
  if (!(x >= 0 && x <= 1)) throw new RangeError(`${x} is not in [0, 1]`);
  if (!(a > 0 && b > 0)) throw new RangeError(`a beta law of ${a} and ${b}`);
  if (x === 0 || x === 1) return x;
  const logNorm = gammaln(a + b) - gammaln(a) - gammaln(b);
  const front = Math.exp(logNorm + a * Math.log(x) + b * Math.log1p(-x));
  if (x < (a + 1) / (a + b + 2)) return (front * betaFraction(x, a, b)) / a;
  return 1 - (front * betaFraction(1 - x, b, a)) / b;
}

/** Halvings of [0, 1] until nothing but a denormal number is left of it. */
const HALVINGS = 1074;

/**
 * The x with I_x(a, b) = probability, by bisection: slow, sure, and exact to the last digit that the law has.
 * @param probability in [0, 1]
 */
export function betaQuantile(probability: number, a: number, b: number): number {
  if (!(probability >= 0 && probability <= 1))
    throw new RangeError(`probability ${probability} is not in [0, 1]`);
  if (probability === 0 || probability === 1) return probability;
  let [low, high] = [0, 1];
  for (let step = 0; step < HALVINGS; step++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (betaProbability(middle, a, b) < probability) low = middle;
    else high = middle;
  }
  return high;
}
