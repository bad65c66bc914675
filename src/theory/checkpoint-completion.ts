// How long a job with checkpoints takes when failures strike while it holds its GPUs, as a Poisson process. Young
// (1974); Daly (2006); Bouguerra, Trystram and Wagner (2013); Herault and Robert (2015), proposition 1.1.

import { requireNotNegative, requirePositive } from "./domain.ts";
import { type Moments, truncatedExponential } from "./truncated-exponential.ts";

/** What a failure costs and how often it comes. All times in one unit, rates per that unit. */
export interface Interruptions {
  /** λ, failures per unit of time in which GPUs are held, ≥ 0 */
  readonly failureRate: number;
  /** D, time after a failure in which nothing can fail, ≥ 0 */
  readonly downtime: number;
  /** R, time to read the checkpoint back, ≥ 0; a failure during it starts the downtime again */
  readonly restore: number;
  /** false for a restore that no failure hits */
  readonly restoreCanFail: boolean;
}

export interface CheckpointedJob extends Interruptions {
  /** W, time needed without checkpoints and failures, > 0 */
  readonly work: number;
  /** τ, work between two checkpoints, > 0; the last stretch is what remains */
  readonly interval: number;
  /** C, time to write a checkpoint, ≥ 0 */
  readonly cost: number;
  /** whether a checkpoint ends the last stretch too */
  readonly finalCheckpoint: boolean;
}

interface Completion {
  readonly meanTime: number;
  readonly sdTime: number;
  readonly meanFailures: number;
  /** work / mean time */
  readonly useful: number;
}

/** @throws RangeError when a rate or a time is negative */
export function requireInterruptions({ failureRate, downtime, restore }: Interruptions): void {
  requireNotNegative("failure rate", failureRate);
  requireNotNegative("downtime", downtime);
  requireNotNegative("restore", restore);
}

/**
 * Mean time from a failure-free start until a stretch of so long is done:
 * (1/λ + D) e^{λR} (e^{λw} − 1), or (1/λ + D + R)(e^{λw} − 1) when a restore cannot fail.
 * The frequently seen (1/λ + R) e^{λR} (…) has D = R.
 */
export function meanStretch(length: number, interruptions: Interruptions): number {
  const { failureRate } = interruptions;
  if (failureRate === 0) return length;
  return Math.expm1(failureRate * length) * (1 / failureRate + recovery(interruptions).mean);
}

/** Time to completion and number of failures of one job. */
export function completion(job: CheckpointedJob): Completion {
  requireInterruptions(job);
  requirePositive("work", job.work);
  requirePositive("interval", job.interval);
  requireNotNegative("checkpoint cost", job.cost);
  const { failureRate, restore, restoreCanFail } = job;
  const failuresPerInterruption = restoreCanFail ? Math.exp(failureRate * restore) : 1;
  let [meanTime, variance, meanFailures] = [0, 0, 0];
  for (const { count, length } of stretches(job)) {
    meanTime += count * meanStretch(length, job);
    variance += count * stretchVariance(length, job);
    meanFailures += count * Math.expm1(failureRate * length) * failuresPerInterruption;
  }
  return { meanTime, sdTime: Math.sqrt(variance), meanFailures, useful: job.work / meanTime };
}

/** Equal stretches up to a checkpoint, and the last one, in time without failures. */
function stretches({ work, interval, cost, finalCheckpoint }: CheckpointedJob) {
  // A quotient that rounding put just above a whole number has no last stretch of no length.
  const count = Math.max(1, Math.ceil((work / interval) * (1 - 4 * Number.EPSILON)));
  const last = work - (count - 1) * interval;
  return [
    { count: count - 1, length: interval + cost },
    { count: 1, length: last + (finalCheckpoint ? cost : 0) },
  ];
}

/** A stretch is repeated until it meets no failure: its length, and for each failure the time lost and a recovery. */
function stretchVariance(length: number, interruptions: Interruptions): number {
  const { failureRate } = interruptions;
  if (failureRate === 0) return 0;
  const lost = truncatedExponential(failureRate, length);
  const recovered = recovery(interruptions);
  return repeatedVariance(failureRate * length, {
    mean: lost.mean + recovered.mean,
    variance: lost.variance + recovered.variance,
  });
}

/** Downtime and restore after one failure, with the failures of the restore itself. */
function recovery({ failureRate, downtime, restore, restoreCanFail }: Interruptions): Moments {
  const once = downtime + restore;
  const exposure = failureRate * restore;
  if (!restoreCanFail || exposure === 0) return { mean: once, variance: 0 };
  const failed = truncatedExponential(failureRate, restore);
  const again = { mean: failed.mean + downtime, variance: failed.variance };
  return { mean: once + Math.expm1(exposure) * again.mean, variance: repeatedVariance(exposure, again) };
}

/**
 * Variance of the sum over the failed trials before the first success, which has probability e^{−x}: their number is
 * geometric with mean e^x − 1 and variance e^x (e^x − 1) (Ross, Introduction to Probability Models, example 3.19).
 */
function repeatedVariance(x: number, { mean, variance }: Moments): number {
  const trials = Math.expm1(x);
  return trials * variance + trials * Math.exp(x) * mean ** 2;
}
