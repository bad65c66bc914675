// Between which instants GPUs have been freed in a pool: a waiting job can only have an earlier reservation if its time there
// has something of it. One interval that holds all of it is enough, since it only saves looking.

import type { Instant } from "../kernel/time.ts";

export class FreedTime {
  /** since the jobs were last looked at, one after the other, and while they were */
  from: Instant = Number.POSITIVE_INFINITY;
  until: Instant = Number.NEGATIVE_INFINITY;
  // Of it what jobs have freed that moved while others had been looked at already.
  private movedFrom: Instant = Number.POSITIVE_INFINITY;
  private movedUntil: Instant = Number.NEGATIVE_INFINITY;

  add(from: Instant, until: Instant): void {
    this.from = Math.min(this.from, from);
    this.until = Math.max(this.until, until);
  }

  /** A job has left its reservation for an earlier one. */
  addMove(from: Instant, until: Instant): void {
    this.add(from, until);
    this.movedFrom = Math.min(this.movedFrom, from);
    this.movedUntil = Math.max(this.movedUntil, until);
  }

  /** All jobs have been looked at. */
  settle(): void {
    this.from = this.movedFrom;
    this.until = this.movedUntil;
    this.movedFrom = Number.POSITIVE_INFINITY;
    this.movedUntil = Number.NEGATIVE_INFINITY;
  }
}
