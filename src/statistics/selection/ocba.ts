// How to spend a fixed number of replications on some points so that the best is found as surely as may be: most go to the
// best and to those near it or noisy. Chen, Lin, Yücesan and Chick (2000), "Simulation budget allocation for further
// enhancing the efficiency of ordinal optimization", Discrete Event Dynamic Systems 10, 251; for independent runs.

import { mean, sampleStandardDeviation } from "simple-statistics";

/**
 * Shares of the budget, the greatest mean being the best: N_i ∝ (s_i/δ_i)² with δ_i the distance from the best b, and
 * N_b = s_b √(Σ N_i²/s_i²). Where points are level with the best, these and the best get all, which is the limit; where
 * nothing varies, all get the same.
 * @param means of the points, at least 2
 * @param deviations of a replication of each, ≥ 0
 */
export function ocbaShares(means: readonly number[], deviations: readonly number[]): number[] {
  if (means.length < 2) throw new RangeError(`${means.length} points to choose from`);
  if (means.length !== deviations.length)
    throw new RangeError(`${means.length} means do not pair with ${deviations.length} deviations`);
  const best = means.indexOf(Math.max(...means));
  const level = means.some((each, point) => point !== best && each === means[best]);
  const weights = means.map((each, point) => {
    const distance = means[best]! - each;
    if (level) return distance === 0 ? deviations[point]! ** 2 : 0;
    return (deviations[point]! / distance) ** 2;
  });
  const squares = weights.reduce((sum, weight, point) => {
    const share = point === best || weight === 0 ? 0 : weight / deviations[point]!;
    return sum + share ** 2;
  }, 0);
  weights[best] = deviations[best]! * Math.sqrt(squares);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => (total === 0 ? 1 / weights.length : weight / total));
}

/**
 * How many further replications each point gets in the next round: those that are behind their share of all that will then
 * have been made get what they lack, scaled to the round.
 * @param samples of each point a figure of its replications, at least 2
 * @param round replications to be made in all, 1, 2, …
 */
export function ocbaRound(samples: readonly (readonly number[])[], round: number): number[] {
  if (!(Number.isSafeInteger(round) && round >= 1)) throw new RangeError(`a round of ${round} replications`);
  const shares = ocbaShares(
    samples.map((values) => mean(values)),
    samples.map((values) => sampleStandardDeviation(values)),
  );
  const made = samples.reduce((sum, values) => sum + values.length, 0);
  const lacking = shares.map((share, point) => Math.max(0, share * (made + round) - samples[point]!.length));
  return wholeParts(lacking, round);
}

/** `total` cut in proportion to weights into whole parts: the largest remainders are rounded up, the first of equals. */
function wholeParts(weights: readonly number[], total: number): number[] {
  const sum = weights.reduce((so, weight) => so + weight, 0);
  const exact = weights.map((weight) => (weight / sum) * total);
  const parts = exact.map(Math.floor);
  const left = total - parts.reduce((so, part) => so + part, 0);
  const byRemainder = exact
    .map((_, place) => place)
    .sort((a, b) => exact[b]! - parts[b]! - (exact[a]! - parts[a]!) || a - b);
  for (const place of byRemainder.slice(0, left)) parts[place]!++;
  return parts;
}
