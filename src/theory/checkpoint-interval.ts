// How much work to do between two checkpoints: the exact optimum and its two published approximations.

import { requirePositive } from "./domain.ts";
import { lambertWDistance } from "./lambert-w.ts";

/**
 * The work between checkpoints that makes the mean completion time least: (1 + W₀(−e^{−λC−1}))/λ, whatever the
 * downtime and the restore. Bouguerra, Trystram and Wagner (2013).
 * @param mtbf mean time between failures 1/λ, > 0
 * @param cost C, time to write a checkpoint, > 0; in the unit of `mtbf`
 */
export function optimalInterval(mtbf: number, cost: number): number {
  requirePositive("mean time between failures", mtbf);
  requirePositive("checkpoint cost", cost);
  return mtbf * lambertWDistance(cost / mtbf);
}

/** √(2 C M), for C much less than M: Young (1974). Arguments as for the optimum. */
export function youngInterval(mtbf: number, cost: number): number {
  requirePositive("mean time between failures", mtbf);
  requirePositive("checkpoint cost", cost);
  return Math.sqrt(2 * cost * mtbf);
}

/** √(2 C M) (1 + √(C/2M)/3 + C/18M) − C below C = 2M, and M from there on: Daly (2006), equation 37. */
export function dalyInterval(mtbf: number, cost: number): number {
  const young = youngInterval(mtbf, cost);
  if (cost >= 2 * mtbf) return mtbf;
  const ratio = cost / (2 * mtbf);
  return young * (1 + Math.sqrt(ratio) / 3 + ratio / 9) - cost;
}
