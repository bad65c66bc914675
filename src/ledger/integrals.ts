// Levels that change at instants, and their exact integrals over time. A level costs nothing while it stands still.
//
//   cells   │ level │ since │ sum │ level │ since │ sum │ …      three numbers a level, side by side

import type { Instant } from "../kernel/time.ts";

const STRIDE = 3;
const LEVEL = 0;
const SINCE = 1;
const SUM = 2;

/** A set of numbered levels. All products are whole numbers below 2^53, so that every integral is exact. */
export class Integrals {
  private readonly cells: Float64Array;

  constructor(count: number) {
    this.cells = new Float64Array(count * STRIDE);
  }

  /** From `now` on the level is `value`. */
  set(which: number, value: number, now: Instant): void {
    const { cells } = this;
    const at = which * STRIDE;
    const before = cells[at + LEVEL]!;
    if (before === value) return;
    cells[at + LEVEL] = value;
    cells[at + SUM]! += before * (now - cells[at + SINCE]!);
    cells[at + SINCE] = now;
  }

  /** From `now` on the level is higher by `change`. */
  add(which: number, change: number, now: Instant): void {
    const { cells } = this;
    const at = which * STRIDE;
    const before = cells[at + LEVEL]!;
    cells[at + LEVEL] = before + change;
    cells[at + SUM]! += before * (now - cells[at + SINCE]!);
    cells[at + SINCE] = now;
  }

  /** The integral since the last cut. */
  cut(which: number, now: Instant): number {
    const { cells } = this;
    const at = which * STRIDE;
    const total = cells[at + SUM]! + cells[at + LEVEL]! * (now - cells[at + SINCE]!);
    cells[at + SUM] = 0;
    cells[at + SINCE] = now;
    return total;
  }
}
