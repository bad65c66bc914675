// Where the warm-up ends: MSER-5, White (1997), "An effective truncation heuristic for bias reduction in simulation
// output"; White, Cobb and Spratt (2000). Apply it to the mean over replications.

import { batchMeans } from "./batch-means.ts";

/** Observations per batch in MSER-5. */
const BATCH = 5;

interface Truncation {
  /** batches of five to leave out at the start */
  readonly batches: number;
  /** observations to leave out at the start */
  readonly observations: number;
  /** marginal standard error squared of what is kept: Σ(Z − Z̄)²/(k − d)² */
  readonly statistic: number;
  /** mean of what is kept */
  readonly mean: number;
  /** the least statistic lies at the middle of the run or was still falling there: longer runs are needed */
  readonly tooShort: boolean;
}

/**
 * d* = argmin over 0 ≤ d ≤ k/2 of Σ_{j>d}(Z_j − Z̄_d)²/(k − d)², Z the k means of five observations; the smallest d of
 * several. What does not fill the last five is left out.
 * @throws RangeError when there are fewer than 10 observations
 */
export function mser5(series: readonly number[]): Truncation {
  const means = batchMeans(series, BATCH);
  const k = means.length;
  if (k < 2) throw new RangeError(`${series.length} observations are too few to find a warm-up`);
  const half = Math.floor(k / 2);
  let best = { batches: half, statistic: Number.POSITIVE_INFINITY, mean: Number.NaN };
  // Taken in from the end, mean and squares are updated without cancellation: Welford (1962).
  let [mean, squares] = [0, 0];
  for (let batches = k - 1; batches >= 0; batches--) {
    const kept = k - batches;
    const off = means[batches]! - mean;
    mean += off / kept;
    squares += off * (means[batches]! - mean);
    const statistic = squares / kept ** 2;
    if (batches <= half && statistic <= best.statistic) best = { batches, statistic, mean };
  }
  return { ...best, observations: best.batches * BATCH, tooShort: best.batches === half };
}
