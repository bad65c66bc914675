// What a scenario says of the fleet.

import type { Law } from "../kernel/law.ts";
import type { Duration, Instant } from "../kernel/time.ts";

/** A pool: nodes of one GPU type at one site. */
export interface PoolPlan {
  readonly name: string;
  /** GPU type, for prices, energy and reports; the scheduler never reads it */
  readonly gpu: string;
  readonly nodes: number;
  readonly gpusPerNode: number;
}

/** How units of every pool fail, whether work runs on them or not. */
export interface FailurePlan {
  readonly unit: "gpu" | "node";
  /** time to failure of a unit that is up, ms; null: only at the instants of `at` */
  readonly ttf: Law | null;
  readonly repair: Law;
  /** repairs at a time */
  readonly crew: number;
  /** further failures: which unit of the first pool, when, and for how long */
  readonly at: readonly { readonly unit: number; readonly instant: Instant; readonly repair: Duration }[];
  /** a job whose unit fails goes on at once on an idle one, if there is one */
  readonly preferIdleReplacement: boolean;
}

export interface FleetPlan {
  readonly pools: readonly PoolPlan[];
  readonly failures: FailurePlan | null;
}

/** All GPUs of a pool. */
export function installedGpus(pool: PoolPlan): number {
  return pool.nodes * pool.gpusPerNode;
}
