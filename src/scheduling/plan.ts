// The five independent choices of a scheduling policy, by their textbook names.

import type { Duration } from "../kernel/time.ts";
import type { HeadroomPlan } from "../workload/plan.ts";

export const ORDERS = ["fcfs", "shortest-first"] as const;
export const HEADS_OF_LINE = ["block", "skip"] as const;
export const BACKFILLS = ["none"] as const;
export const PLACEMENTS = [
  "pool",
  "first-fit",
  "best-fit",
  "worst-fit",
  "least-utilised",
  "least-fragmenting",
] as const;
export const GANGS = ["whole-nodes", "spread"] as const;
export const PREEMPTIONS = ["never", "internal-first", "by-priority"] as const;
export const VICTIMS = ["youngest", "oldest", "fewest", "least-lost-work"] as const;

export type OrderName = (typeof ORDERS)[number];
export type HeadOfLine = (typeof HEADS_OF_LINE)[number];
type BackfillName = (typeof BACKFILLS)[number];
export type PlacementName = (typeof PLACEMENTS)[number];
export type GangName = (typeof GANGS)[number];
export type VictimsName = (typeof VICTIMS)[number];
export type PreemptionName = (typeof PREEMPTIONS)[number];

/** Who may take whose GPUs, which of the candidates go first, and how long a run is safe. */
interface PreemptionPlan {
  readonly rule: PreemptionName;
  readonly victims: VictimsName;
  /** a run younger than this is not preempted, ms */
  readonly protect: Duration;
}

/** GPUs that the jobs of a group may have. */
interface QuotaPlan {
  /** name of a source */
  readonly group: string;
  readonly gpus: number;
  /** may have more while nobody within a quota waits */
  readonly borrow: boolean;
}

export interface SchedulingPlan {
  /** inside a priority */
  readonly order: OrderName;
  /** whether a job that cannot start holds up those behind it, lower priorities included */
  readonly headOfLine: HeadOfLine;
  readonly backfill: BackfillName;
  readonly placement: PlacementName;
  readonly gang: GangName;
  readonly preemption: PreemptionPlan;
  /** what rental that is not preemptible leaves for internal work */
  readonly headroom: HeadroomPlan;
  readonly quotas: readonly QuotaPlan[];
}
