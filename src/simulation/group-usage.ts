// GPU-time that the jobs of each group have held, old use counting less and less. Brought up to date when a group's GPUs
// change, and when it is asked.

import type { Duration, Instant } from "../kernel/time.ts";
import { usageAfter } from "../scheduling/order/fair-share.ts";

export class GroupUsage {
  private readonly halfLife: Duration;
  private readonly used: Float64Array;
  private readonly held: Float64Array;
  private readonly since: Float64Array;

  constructor(groups: number, halfLife: Duration) {
    this.halfLife = halfLife;
    this.used = new Float64Array(groups);
    this.held = new Float64Array(groups);
    this.since = new Float64Array(groups);
  }

  /** The group holds so many GPUs more, or fewer. */
  hold(group: number, gpus: number, now: Instant): void {
    this.used[group] = this.of(group, now);
    this.since[group] = now;
    this.held[group]! += gpus;
  }

  /** Its use, GPU-ms. */
  of(group: number, now: Instant): number {
    return usageAfter(this.used[group]!, this.held[group]!, now - this.since[group]!, this.halfLife);
  }
}
