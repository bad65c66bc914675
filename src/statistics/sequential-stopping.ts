// Replications until the interval is narrow enough. Law (5th ed. 2015), section 9.4.1; Chow and Robbins (1965).

import { type Estimate, meanInterval } from "./interval.ts";

/** How narrow is enough; an absolute target serves figures near 0, which no share of themselves bounds. */
export type Precision = { readonly relative: number } | { readonly absolute: number };

/** With fewer first replications the interval of what stops covers clearly less often than it says: Law, section 9.4.1. */
export const FEWEST_FIRST = 10;

/**
 * Whether an estimate is as precise as wanted: h/|x̄| ≤ γ/(1 + γ), so that the mean is off by at most γ of the *truth*, or
 * h ≤ the absolute target. One without an interval never is.
 * @param precision γ or the target, above 0
 */
export function isPrecise({ mean, high }: Estimate, precision: Precision): boolean {
  if ("absolute" in precision) return high - mean <= requirePositive(precision.absolute);
  const relative = requirePositive(precision.relative);
  return high - mean <= (relative / (1 + relative)) * Math.abs(mean);
}

interface Stop {
  /** replications after which the rule stops; null: it goes on after all of these */
  readonly stopsAt: number | null;
  /** of the replications up to there, or of all */
  readonly estimate: Estimate;
}

/**
 * The first n ≥ `first` after which the mean of the first n replications is precise.
 * @param values a figure of each replication, in their order; NaN where one has no value
 * @param first replications that are made in any case, 2, 3, …; below FEWEST_FIRST the user is to be warned
 */
export function sequentialStop(
  values: readonly number[],
  first: number,
  precision: Precision,
  confidence = 0.95,
): Stop {
  if (!(Number.isSafeInteger(first) && first >= 2)) throw new RangeError(`${first} first replications`);
  for (let n = first; n <= values.length; n++) {
    const estimate = meanInterval(values.slice(0, n), confidence);
    if (isPrecise(estimate, precision)) return { stopsAt: n, estimate };
  }
  return { stopsAt: null, estimate: meanInterval(values, confidence) };
}

function requirePositive(target: number): number {
  if (target > 0) return target;
  throw new RangeError(`a precision of ${target} is not above 0`);
}
