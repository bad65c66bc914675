// Intervals of a quantile from the values themselves, whatever their law: the number of values below the quantile is
// binomial, so two of the ordered values enclose it. Conover, Practical Nonparametric Statistics (3rd ed. 1999), section 3.2;
// Hahn and Meeker, Statistical Intervals (1991), section 5.2.

import { binomialProbability, binomialQuantile } from "./binomial.ts";

/** Ranks from 1 to n of the ordered values that enclose a quantile; 0 and n + 1 say that no value does. */
interface QuantileRanks {
  readonly lower: number;
  readonly upper: number;
  /** probability that the two enclose the quantile; a missing one encloses nothing */
  readonly coverage: number;
}

/**
 * The ranks l = Bin⁻¹(α/2) and u = Bin⁻¹(1 − α/2) + 1, with coverage P(l ≤ X < u).
 * @param count independent values, 1, 2, …
 * @param probability of the quantile, in (0, 1)
 * @param confidence in (0, 1)
 */
export function quantileRanks(count: number, probability: number, confidence: number): QuantileRanks {
  if (!(Number.isSafeInteger(count) && count >= 1)) throw new RangeError(`${count} values`);
  requireInside("probability", probability);
  requireInside("confidence", confidence);
  const lower = binomialQuantile((1 - confidence) / 2, count, probability);
  const upper = binomialQuantile((1 + confidence) / 2, count, probability) + 1;
  const below = (rank: number) => binomialProbability(rank - 1, count, probability);
  return { lower, upper, coverage: (upper > count ? 1 : below(upper)) - below(lower) };
}

/** So many values must there be for the largest to be an upper bound of a quantile with this confidence: 1 − qⁿ ≥ c. */
export function leastForUpperBound(probability: number, confidence: number): number {
  requireInside("probability", probability);
  requireInside("confidence", confidence);
  let count = Math.max(1, Math.floor(Math.log(1 - confidence) / Math.log(probability)));
  while (1 - probability ** count < confidence) count++;
  return count;
}

interface QuantileEstimate {
  readonly value: number;
  /** NaN where there are too few values for a bound */
  readonly low: number;
  readonly high: number;
}

/**
 * A quantile (Hyndman and Fan 1996, type 7, as everywhere here) and its interval; NaN of nothing.
 * @param values independent of each other: one figure of each replication, not waits of one run
 */
export function quantileInterval(
  values: readonly number[],
  probability: number,
  confidence = 0.95,
): QuantileEstimate {
  if (values.length === 0) return { value: Number.NaN, low: Number.NaN, high: Number.NaN };
  const sorted = [...values].sort((a, b) => a - b);
  const { lower, upper } = quantileRanks(sorted.length, probability, confidence);
  const position = (sorted.length - 1) * probability;
  const [under, over] = [sorted[Math.floor(position)]!, sorted[Math.ceil(position)]!];
  return {
    value: under + (position - Math.floor(position)) * (over - under),
    low: sorted[lower - 1] ?? Number.NaN,
    high: sorted[upper - 1] ?? Number.NaN,
  };
}

function requireInside(name: string, value: number): void {
  if (!(value > 0 && value < 1)) throw new RangeError(`${name} ${value} is not inside (0, 1)`);
}
