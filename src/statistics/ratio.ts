// Figures that are a ratio of two sums, such as wait per job or revenue per GPU-hour: the ratio of the sums over all
// replications, not the mean of their ratios. Law (5th ed. 2015), section 9.5.3; Efron and Tibshirani (1993), ch. 11.

import { sum } from "simple-statistics";
import { type Estimate, meanInterval } from "./interval.ts";

/**
 * Σ numerators / Σ denominators with the interval of the delta method: r ± t s/(√n ȳ), s² the variance of x − r y.
 * @param numerators one for each replication
 * @param denominators in the same order; where they add up to 0 there is no ratio, and all is NaN
 * @throws RangeError when the two do not pair up
 */
export function ratioByDelta(
  numerators: readonly number[],
  denominators: readonly number[],
  confidence?: number,
): Estimate {
  const ratio = ratioOfSums(numerators, denominators);
  const meanDenominator = sum(denominators) / denominators.length;
  const linearised = numerators.map((x, i) => ratio + (x - ratio * denominators[i]!) / meanDenominator);
  return { ...meanInterval(linearised, confidence), mean: ratio };
}

/**
 * The same by the jackknife: n r − (n − 1) r₋ᵢ for each replication i left out, their mean and interval. Less biased
 * with few replications, and NaN when the denominators of all but one add up to 0.
 */
export function ratioByJackknife(
  numerators: readonly number[],
  denominators: readonly number[],
  confidence?: number,
): Estimate {
  const n = numerators.length;
  const ratio = ratioOfSums(numerators, denominators);
  if (n < 2) return meanInterval([ratio], confidence);
  const [above, below] = [sum(numerators), sum(denominators)];
  const pseudo = numerators.map((x, i) => n * ratio - ((n - 1) * (above - x)) / (below - denominators[i]!));
  return meanInterval(pseudo, confidence);
}

function ratioOfSums(numerators: readonly number[], denominators: readonly number[]): number {
  if (numerators.length !== denominators.length) {
    throw new RangeError(
      `${numerators.length} numerators do not pair with ${denominators.length} denominators`,
    );
  }
  return sum(numerators) / sum(denominators);
}
