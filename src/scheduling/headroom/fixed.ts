import type { PoolView } from "../../fleet/pool-view.ts";
import type { ForecastPlan, HeadroomPlan } from "../../workload/plan.ts";

/** GPUs of a pool to be kept free: a fixed number, or a share of those installed, rounded up. */
export function headroomOf(plan: Exclude<HeadroomPlan, ForecastPlan>, installed: number): number {
  return plan.kind === "gpus" ? Math.min(plan.gpus, installed) : Math.ceil(plan.share * installed);
}

/**
 * The largest job that leaves at least `headroom` GPUs free or held by preemptible rental (trunk reservation:
 * Miller 1969).
 */
export function headroomLimit(pool: PoolView, headroom: number): number {
  return pool.free + pool.preemptibleRental - headroom;
}
