// Does a waiting line grow without end? Then averages over it have no steady state, and no interval of theirs means anything.

import { studentQuantile } from "./student-t.ts";

/** Levels kept of a run: one more than its parts, which are then long enough to forget one another. */
const MOST = 33;

/** Levels at equal distances of time, in bounded memory: when there are too many, every second one stays. */
export class LevelSamples {
  private every = 1;
  private count = 0;
  private kept: number[] = [];

  add(level: number): void {
    if (this.kept.length === MOST && this.count % this.every === 0) {
      this.kept = this.kept.filter((_, place) => place % 2 === 0);
      this.every *= 2;
    }
    if (this.count % this.every === 0) this.kept.push(level);
    this.count++;
  }

  /** 17 to 33 of them once there have been as many; the first is the first that came. */
  get values(): readonly number[] {
    return this.kept;
  }
}

/** Fewer steps in all runs together say nothing. */
const FEWEST_STEPS = 10;

/** Growth that is over by the middle of the run is that of a start from empty. */
const LEAST_LATE_SHARE = 0.25;

/**
 * Whether levels grow: the t test of the mean step between successive levels, one-sided, steps of all runs pooled. A line
 * that is overloaded is a random walk with a drift: its steps are independent, and the test has the power of its drift. The
 * steps of a steady line take back one another, so that their sum is smaller than their spread lets it be, and the test
 * alarms too rarely rather than too often. At least a quarter of the growth must come in the second half.
 * @param runs levels of each run at equal distances of time
 */
export function grows(runs: readonly (readonly number[])[], confidence = 0.999): boolean {
  const steps = runs.flatMap((levels) => levels.slice(1).map((level, place) => level - levels[place]!));
  const n = steps.length;
  if (n < FEWEST_STEPS) return false;
  const growth = steps.reduce((sum, step) => sum + step, 0);
  const squares = steps.reduce((sum, step) => sum + (step - growth / n) ** 2, 0);
  const error = Math.sqrt((n * squares) / (n - 1));
  if (!(growth > studentQuantile(confidence, n - 1) * error)) return false;
  const late = runs.reduce((sum, levels) => sum + lateGrowth(levels), 0);
  return late >= LEAST_LATE_SHARE * growth;
}

function lateGrowth(levels: readonly number[]): number {
  return levels.length === 0 ? 0 : levels.at(-1)! - levels[Math.floor((levels.length - 1) / 2)]!;
}
