// The binomial law by the beta law: P(X ≤ k) = I_{1−p}(n − k, k + 1). Abramowitz and Stegun (1964), 26.5.24.

import { betaProbability } from "./incomplete-beta.ts";

/**
 * P(X ≤ k) of the successes in n trials.
 * @param k any whole number; below 0 the probability is 0
 * @param n 1, 2, …
 * @param p probability of a success, in [0, 1]
 */
export function binomialProbability(k: number, n: number, p: number): number {
  if (k < 0) return 0;
  return k >= n ? 1 : betaProbability(1 - p, n - k, k + 1);
}

/** The least k with P(X ≤ k) ≥ probability, in [0, 1]. */
export function binomialQuantile(probability: number, n: number, p: number): number {
  let [below, above] = [-1, n];
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2);
    if (binomialProbability(middle, n, p) >= probability) above = middle;
    else below = middle;
  }
  return above;
}
