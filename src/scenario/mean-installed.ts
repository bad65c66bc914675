import type { PoolPlan } from "../fleet/plan.ts";
import { firstGpus } from "../fleet/plan.ts";
import type { Duration, Instant } from "../kernel/time.ts";

/**
 * GPUs of a pool that are installed on average from the beginning of a run to its end. A delivery counts from when it is
 * expected, as planned and late by the mean of its delay, and a retirement until it is planned.
 * @param length of the run, ms
 */
export function meanInstalled(pool: PoolPlan, length: Duration): number {
  const after = (at: Instant) => (length === 0 ? 0 : Math.max(0, length - at) / length);
  const nodes = [
    ...pool.deliveries.map(({ nodes, at, delay }) => nodes * after(at + (delay?.mean ?? 0))),
    ...pool.retirements.map(({ nodes, at }) => -nodes * after(at)),
  ];
  return firstGpus(pool) + pool.gpusPerNode * nodes.reduce((sum, some) => sum + some, 0);
}
