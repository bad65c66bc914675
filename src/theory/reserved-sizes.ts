// Jobs of several sizes with a reservation against each size: a class enters only while its job would leave so many
// GPUs free. There is no product form, so the Markov chain is solved. Ross (1995), chapter 4; Roberts (1983).

import { requirePositive, requireWhole } from "./domain.ts";
import { type SharedPool, type SizeClass, sharedPool } from "./kaufman-roberts.ts";
import { MarkovChain } from "./markov-chain.ts";

/** A class of jobs of one size, with exponential service times of the same mean as every other class. */
interface ReservedClass extends SizeClass {
  /** GPUs that must stay free after a job of this class is admitted, from 0 on */
  readonly reserved: number;
}

/**
 * The pool with reservations: class k is admitted if held + b_k ≤ gpus − reserved_k.
 * @param gpus GPUs of the pool; all combinations of jobs that fit must be fewer than 1,500
 */
export function reservedSizes(gpus: number, classes: readonly ReservedClass[]): SharedPool {
  requireWhole("GPUs", gpus, 1);
  for (const { gpus: size, reserved, offeredLoad } of classes) {
    requireWhole("GPUs of a class", size, 1);
    requireWhole("reserved GPUs", reserved, 0);
    requirePositive("offered load", offeredLoad);
  }
  const held = (jobs: readonly number[]) => jobs.reduce((sum, count, k) => sum + count * classes[k]!.gpus, 0);
  const enters = (jobs: readonly number[], { gpus: size, reserved }: ReservedClass) =>
    held(jobs) + size <= gpus - reserved;
  const empty = classes.map(() => 0);
  const chain = new MarkovChain(empty, (jobs) =>
    classes.flatMap((each, k) => [
      [jobs.with(k, jobs[k]! + 1), enters(jobs, each) ? each.offeredLoad : 0] as const,
      [jobs.with(k, jobs[k]! - 1), jobs[k]!] as const,
    ]),
  );
  const refused = classes.map((each) => chain.mean((jobs) => (enters(jobs, each) ? 0 : 1)));
  return sharedPool(gpus, classes, refused);
}
