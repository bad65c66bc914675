// What is charged: the billed time of a metered line, and the money that GPU-time and tokens come to.

import { type Duration, HOUR } from "../kernel/time.ts";
import type { Metering } from "./contract/contract-plan.ts";

/** Who ended a line. */
export type LineEnd = "customer" | "provider";

/**
 * Billed time of a metered line, ms: started units of the granularity, at least the minimum; nothing at all when the
 * provider ends it before the free age (a reclaimed first-hour AWS spot instance pays 0).
 */
export function billedTime(used: Duration, end: LineEnd, plan: Metering): Duration {
  if (end === "provider" && used < plan.freeIfInterruptedWithin) return 0;
  return Math.max(plan.minimum, Math.ceil(used / plan.granularity) * plan.granularity);
}

/** $ for so many GPU-ms at a price in $ per GPU-hour. */
export function charge(gpuMs: number, price: number): number {
  return (gpuMs * price) / HOUR;
}
