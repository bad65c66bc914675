import type { PoolPlan } from "../fleet/plan.ts";
import { firstGpus } from "../fleet/plan.ts";
import type { Duration } from "../kernel/time.ts";

/**
 * GPUs of a pool that are installed on average from the beginning of a run to its end. A delivery counts from when it is
 * expected: as planned, and late by the mean of its delay.
 * @param length of the run, ms
 */
export function meanInstalled(pool: PoolPlan, length: Duration): number {
  return pool.deliveries.reduce((sum, { nodes, at, delay }) => {
    const there = Math.max(0, length - at - (delay?.mean ?? 0));
    return there === 0 ? sum : sum + (nodes * pool.gpusPerNode * there) / length;
  }, firstGpus(pool));
}
