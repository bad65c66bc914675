// The five independent choices of a scheduling policy, by their textbook names.

import { DAY, type Duration, SECOND } from "../kernel/time.ts";
import type { HeadroomPlan } from "../workload/plan.ts";

export const ORDERS = [
  "fcfs",
  "shortest-first",
  "smallest-first",
  "largest-first",
  "shortest-remaining",
  "shortest-remaining-gpu-time",
  "least-attained",
  "fair-share",
  "earliest-deadline",
] as const;
export const SERVICE_MEASURES = ["time", "gpu-time"] as const;
export const HEADS_OF_LINE = ["block", "skip"] as const;
export const BACKFILLS = ["easy", "conservative"] as const;
export const PLACEMENTS = [
  "pool",
  "first-fit",
  "best-fit",
  "worst-fit",
  "least-utilised",
  "least-fragmenting",
] as const;
export const GANGS = ["whole-nodes", "spread"] as const;
export const PREEMPTIONS = ["never", "internal-first", "by-priority", "free"] as const;
export const VICTIMS = ["youngest", "oldest", "fewest", "least-lost-work", "cheapest"] as const;

export type OrderName = (typeof ORDERS)[number];
type HeadOfLine = (typeof HEADS_OF_LINE)[number];
export type BackfillName = (typeof BACKFILLS)[number];
export type PlacementName = (typeof PLACEMENTS)[number];
export type GangName = (typeof GANGS)[number];
export type VictimsName = (typeof VICTIMS)[number];
export type PreemptionName = (typeof PREEMPTIONS)[number];

/** Numbers that some orders take. An order reads its own and no others. */
export interface OrderTerms {
  /** least-attained: service at which a job sinks to its next queue, ascending, ms or GPU-ms */
  readonly thresholds: readonly number[];
  /** least-attained: what service is measured in */
  readonly by: (typeof SERVICE_MEASURES)[number];
  /** fair-share: time in which past use comes to count half, ms */
  readonly halfLife: Duration;
  /** earliest-deadline: from arrival to the deadline of a job that states none, as a multiple of its estimate */
  readonly deadlineFactor: number;
}

/** What a bare name of an order takes. */
export const ORDER_TERMS: OrderTerms = {
  // Source: the simulator that Tiresias ships: three queues, left at 3,250 and 7,200 s (a third limit leaves no queue).
  thresholds: [3250 * SECOND, 7200 * SECOND],
  // Source: Tiresias takes the two-dimensional measure for the better one.
  by: "gpu-time",
  // Source: Slurm, PriorityDecayHalfLife: DEFAULT_PRIORITY_DECAY is 604,800 s.
  halfLife: 7 * DAY,
  // Assumption: a job may take twice its estimate.
  deadlineFactor: 2,
};

/** Who may take whose GPUs, which of the candidates go first, and how long a run is safe. */
interface PreemptionPlan {
  readonly rule: PreemptionName;
  readonly victims: VictimsName;
  /** a run younger than this is not preempted, ms */
  readonly protect: Duration;
}

/** Which jobs may start before the blocked head of line. */
export interface BackfillPlan {
  readonly kind: BackfillName;
  /** how many waiting jobs behind the head may be considered in a pass; Infinity: all */
  readonly depth: number;
}

/** GPUs that the jobs of a group may have. */
interface QuotaPlan {
  /** name of a group: one that jobs name, or a source for its jobs that name none */
  readonly group: string;
  readonly gpus: number;
  /** may have more while nobody within a quota waits */
  readonly borrow: boolean;
}

export interface SchedulingPlan {
  /** inside a priority */
  readonly order: OrderName;
  readonly terms: OrderTerms;
  /** whether a job that cannot start holds up those behind it, lower priorities included */
  readonly headOfLine: HeadOfLine;
  readonly backfill: "none" | BackfillPlan;
  readonly placement: PlacementName;
  readonly gang: GangName;
  readonly preemption: PreemptionPlan;
  /** between two rounds of the scheduler, ms; 0: it acts at every instant with events */
  readonly cycle: Duration;
  /** what rental that is not preemptible leaves for internal work */
  readonly headroom: HeadroomPlan;
  readonly quotas: readonly QuotaPlan[];
}
