import { assert } from "../assert.ts";
import type { Law } from "../law.ts";
import { discrete } from "./discrete.ts";

/**
 * One of `laws`, chosen anew for every draw with a probability in proportion to its weight.
 * The variance is the mean of the variances plus the variance of the means.
 */
export function mixture(laws: readonly Law[], weights: readonly number[]): Law {
  assert(laws.length === weights.length, `mixture: ${laws.length} laws but ${weights.length} weights`);
  const choice = discrete(weights);
  const expectation = (moment: (law: Law) => number) =>
    // a law of weight 0 never comes, so its infinite moment does not count
    laws.reduce((sum, law, i) => (weights[i] > 0 ? sum + choice.probabilities[i] * moment(law) : sum), 0);

  const mean = expectation((law) => law.mean);
  const variance = Number.isFinite(mean)
    ? expectation((law) => law.variance + (law.mean - mean) ** 2)
    : Number.POSITIVE_INFINITY;
  return {
    mean,
    variance,
    sample: (stream) => laws[choice.sample(stream)].sample(stream),
    ...(laws.every((law) => law.meanOf !== undefined) && {
      meanOf: (value: (drawn: number) => number) => expectation((law) => law.meanOf!(value)),
    }),
  };
}
