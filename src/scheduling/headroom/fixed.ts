import type { PoolView } from "../../fleet/pool.ts";
import type { HeadroomPlan } from "../plan.ts";

/** GPUs of a pool kept for internal work: a fixed number, or a share of those installed, rounded up. */
export function headroomOf(plan: HeadroomPlan, pool: PoolView): number {
  return plan.kind === "gpus" ? Math.min(plan.gpus, pool.installed) : Math.ceil(plan.share * pool.installed);
}

/**
 * The largest non-preemptible rental job that leaves at least `headroom` GPUs free or held by preemptible rental
 * (trunk reservation: Miller 1969).
 */
export function headroomLimit(pool: PoolView, headroom: number): number {
  return pool.reclaimable - headroom;
}
