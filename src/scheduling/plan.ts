// The five independent choices of a scheduling policy, by their textbook names.

export const ORDERS = ["fcfs", "shortest-first"] as const;
export const HEADS_OF_LINE = ["block", "skip"] as const;
export const BACKFILLS = ["none"] as const;
export const PLACEMENTS = ["pool", "first-fit", "best-fit", "worst-fit", "least-utilised"] as const;
export const GANGS = ["whole-nodes", "spread"] as const;
export const PREEMPTIONS = ["never", "internal-first"] as const;

export type OrderName = (typeof ORDERS)[number];
export type HeadOfLine = (typeof HEADS_OF_LINE)[number];
export type BackfillName = (typeof BACKFILLS)[number];
export type PlacementName = (typeof PLACEMENTS)[number];
export type GangName = (typeof GANGS)[number];
export type PreemptionName = (typeof PREEMPTIONS)[number];

/** GPUs kept for internal work: so many, or a share of each pool's installed GPUs. */
export type HeadroomPlan =
  | { readonly kind: "gpus"; readonly gpus: number }
  | { readonly kind: "share"; readonly share: number };

export interface SchedulingPlan {
  /** inside a priority */
  readonly order: OrderName;
  /** whether a job that cannot start holds up those behind it, lower priorities included */
  readonly headOfLine: HeadOfLine;
  readonly backfill: BackfillName;
  readonly placement: PlacementName;
  readonly gang: GangName;
  readonly preemption: PreemptionName;
  readonly headroom: HeadroomPlan;
}
