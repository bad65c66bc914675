// Effective training time ratio: useful time / time in which a long job holds its GPUs or recovers.

import { type Interruptions, meanStretch, requireInterruptions } from "./checkpoint-completion.ts";
import { requireNotNegative, requirePositive } from "./domain.ts";

/**
 * Exact for a job without end: τ by the mean time until a stretch of τ and its checkpoint are done.
 * @param interval τ, work between checkpoints, > 0
 * @param cost time to write a checkpoint, ≥ 0
 */
export function effectiveTrainingTime(interval: number, cost: number, interruptions: Interruptions): number {
  requireInterruptions(interruptions);
  requirePositive("interval", interval);
  requireNotNegative("checkpoint cost", cost);
  return interval / meanStretch(interval + cost, interruptions);
}

/**
 * 1 − λ (u + τ/2) with free checkpoints, as printed by Kokolis et al. (HPCA 2025): it leaves out failures during a
 * recovery and second failures in an interval, 3.6 points at hourly checkpoints on 16,000 GPUs, and may be negative.
 * @param failureRate λ of the whole gang, per unit of time, ≥ 0
 * @param restart u, time to restart, ≥ 0
 * @param interval τ, > 0
 */
export function linearEffectiveTrainingTime(failureRate: number, restart: number, interval: number): number {
  requireNotNegative("failure rate", failureRate);
  requireNotNegative("restart", restart);
  requirePositive("interval", interval);
  return 1 - failureRate * (restart + interval / 2);
}
