// Which points may be the best: all that cannot be told from it. Subset selection under common random numbers: Nelson, Swann,
// Goldsman and Song (2001), "Simple procedures for selecting the best simulated system", Operations Research 49, 950.

import { mean, sampleStandardDeviation } from "simple-statistics";
import { studentQuantile } from "../student-t.ts";

/**
 * The points i with x̄_i ≥ x̄_l − t s_il/√n for every other l, s_il of the paired differences and t at 1 − α/(k − 1): the best
 * point (the greatest mean) is among them with the confidence, whatever the points have in common. Where one of two points
 * has more replications, the first that both have are compared.
 * @param samples of each point a figure of its replications, at least 2; the same replication shares its random numbers
 * @param confidence 1 − α of all comparisons of a point together
 * @returns indices, the greatest mean first
 */
export function possiblyBest(samples: readonly (readonly number[])[], confidence = 0.95): number[] {
  for (const values of samples)
    if (values.length < 2)
      throw new RangeError(`${values.length} replications of a point say nothing of its spread`);
  const rivals = Math.max(1, samples.length - 1);
  const tail = 1 - (1 - confidence) / rivals;
  const means = samples.map((values) => mean(values));
  return samples
    .map((_, point) => point)
    .filter((point) =>
      samples.every((other, rival) => rival === point || !isWorse(samples[point]!, other, tail)),
    )
    .sort((a, b) => means[b]! - means[a]! || a - b);
}

/** Whether a point is worse than a rival by more than chance. */
function isWorse(point: readonly number[], rival: readonly number[], tail: number): boolean {
  const n = Math.min(point.length, rival.length);
  const behind = Array.from({ length: n }, (_, replication) => rival[replication]! - point[replication]!);
  const error = sampleStandardDeviation(behind) / Math.sqrt(n);
  return mean(behind) > studentQuantile(tail, n - 1) * error;
}
