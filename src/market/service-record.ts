// What customers have seen of a product: how often the provider has broken off a run, for each hour of running. Old runs
// count less and less. A customer redoes some work after each, so of an hour paid a part is of use; willingness to pay
// falls with that part.

import type { Duration, Instant } from "../kernel/time.ts";

/** What an interruption costs a customer, and how long it is remembered. */
export interface ReworkPlan {
  /** work to be done again after an interruption, ms */
  readonly perInterruption: Duration;
  /** time in which what was seen counts half, ms */
  readonly memory: Duration;
}

export class ServiceRecord {
  private readonly plan: ReworkPlan;
  /** decayed to `since` */
  private interruptions = 0;
  private running = 0;
  private since: Instant = 0;

  constructor(plan: ReworkPlan) {
    this.plan = plan;
  }

  /** A run has ended after `length` ms; the provider has broken it off, or the customer had its work done. */
  runEnded(length: Duration, brokenOff: boolean, now: Instant): void {
    const kept = 2 ** (-(now - this.since) / this.plan.memory);
    this.interruptions = this.interruptions * kept + (brokenOff ? 1 : 0);
    this.running = this.running * kept + length;
    this.since = now;
  }

  /** The part of an hour paid that is of use, 0 to 1; 1 while nothing has been seen. */
  get usefulShare(): number {
    if (this.interruptions === 0) return 1;
    if (this.running === 0) return 0;
    return Math.max(0, 1 - (this.plan.perInterruption * this.interruptions) / this.running);
  }
}
