// Commitment risk: capacity is promised for long while internal work goes on growing. What becomes of the promise is read off
// runs that know the time to come; nothing is said of a promise that outlives them.

import type { FreeSlots } from "../ledger/free-slots.ts";
import { type Estimate, meanInterval } from "../statistics/interval.ts";

/** A promise: so many GPUs, from an instant on, for so long. */
export interface Commitment {
  readonly gpus: number;
  /** ms from the start of the run; the promise begins with the slot that begins then, or with the next */
  readonly madeAt: number;
  /** ms; a slot that it ends in counts whole */
  readonly duration: number;
}

/** What becomes of a promise, over replications; one that ends before the promise does has no say. */
export interface BrokenPromise extends Commitment {
  /** share of the replications in which fewer GPUs were free at some time */
  readonly broken: Estimate;
  /** GPU-ms that were missing, where each slot counts at its worst: at most so many */
  readonly short: Estimate;
}

/**
 * What would have become of promises made of one pool.
 * @param runs what was free in it, by replication, such as `RunTotals.free` of a trajectory without rental
 */
export function brokenPromises(
  runs: readonly FreeSlots[],
  commitments: readonly Commitment[],
): BrokenPromise[] {
  return commitments.map((commitment) => {
    const short = runs.map((free) => shortOf(free, commitment));
    return {
      ...commitment,
      broken: meanInterval(short.map((gpuMs) => (Number.isNaN(gpuMs) ? gpuMs : Number(gpuMs > 0)))),
      short: meanInterval(short),
    };
  });
}

/** GPU-ms that were missing; NaN where the promise begins before the slots do or ends after them. */
export function shortOf({ slot, begin, gpus: { least } }: FreeSlots, commitment: Commitment): number {
  const { gpus, madeAt, duration } = commitment;
  const from = Math.ceil((madeAt - begin) / slot);
  const to = from + Math.ceil(duration / slot);
  if (from < 0 || to > least.length) return Number.NaN;
  let short = 0;
  for (let place = from; place < to; place++) short += Math.max(0, gpus - least[place]!) * slot;
  return short;
}
