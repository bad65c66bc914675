// The law of an exponential instant given that it falls before a limit: how far a stretch of work had come when a
// failure struck it. The direct forms cancel when failures are rare, so both have a series.

import { requirePositive } from "./domain.ts";

/** Below this the terms given of the series are exact to the last digits, and the direct forms are not. */
const SMALL = 0.1;

export interface Moments {
  readonly mean: number;
  readonly variance: number;
}

/**
 * Mean 1/λ − w/(e^{λw} − 1) and variance 1/λ² − w² e^{λw}/(e^{λw} − 1)²; the series are those of x/(e^x − 1), with
 * the Bernoulli numbers (Abramowitz and Stegun (1964), 23.1.1), and of its derivative.
 * @param rate λ, > 0
 * @param limit w, > 0
 */
export function truncatedExponential(rate: number, limit: number): Moments {
  requirePositive("rate", rate);
  requirePositive("limit", limit);
  const x = rate * limit;
  if (x < SMALL) {
    const y = x * x;
    const mean = 1 / 2 - x * (1 / 12 - y * (1 / 720 - y * (1 / 30240 - y / 1209600)));
    const variance = 1 / 12 - y * (1 / 240 - y * (1 / 6048 - y / 172800));
    return { mean: limit * mean, variance: limit * limit * variance };
  }
  const growth = Math.expm1(x);
  return {
    mean: 1 / rate - limit / growth,
    // e^x/(e^x − 1)² = 1/(4 sinh²(x/2)), which cannot overflow to ∞/∞.
    variance: 1 / rate ** 2 - limit ** 2 / (4 * Math.sinh(x / 2) ** 2),
  };
}
