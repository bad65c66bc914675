// What a run of a rental job is billed: one line from its start to its end, its preemption or the horizon.

import type { Duration } from "../kernel/time.ts";
import type { BillingPlan } from "./plan.ts";

/** How a run came to its end. */
export type LineEnd = "customer" | "provider";

/**
 * Billed time of a line, ms: started units of the granularity, at least the minimum; nothing at all when the provider
 * ends it before the free age (a reclaimed first-hour AWS spot instance pays 0).
 */
export function billedTime(used: Duration, end: LineEnd, plan: BillingPlan): Duration {
  if (end === "provider" && used < plan.freeIfInterruptedWithin) return 0;
  return Math.max(plan.minimum, Math.ceil(used / plan.granularity) * plan.granularity);
}

/** $ for so many GPU-ms at a price in $ per GPU-hour. */
export function charge(gpuMs: number, price: number): number {
  return (gpuMs * price) / 3_600_000;
}
