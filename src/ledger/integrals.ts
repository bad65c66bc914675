// Levels that change at instants, and their exact integrals over time. A level costs nothing while it stands still.

import type { Instant } from "../kernel/time.ts";

/** A set of numbered levels. All products are whole numbers below 2^53, so that every integral is exact. */
export class Integrals {
  private readonly level: Float64Array;
  private readonly since: Float64Array;
  private readonly sum: Float64Array;

  constructor(count: number) {
    this.level = new Float64Array(count);
    this.since = new Float64Array(count);
    this.sum = new Float64Array(count);
  }

  /** From `now` on the level is `value`. */
  set(which: number, value: number, now: Instant): void {
    const before = this.level[which]!;
    if (before === value) return;
    this.sum[which]! += before * (now - this.since[which]!);
    this.since[which] = now;
    this.level[which] = value;
  }

  /** From `now` on the level is higher by `change`. */
  add(which: number, change: number, now: Instant): void {
    this.set(which, this.level[which]! + change, now);
  }

  /** The integral since the last cut. */
  cut(which: number, now: Instant): number {
    const total = this.sum[which]! + this.level[which]! * (now - this.since[which]!);
    this.sum[which] = 0;
    this.since[which] = now;
    return total;
  }
}
