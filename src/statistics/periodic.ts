// Steady but periodic systems, such as a fleet that follows the day: means by phase, over whole cycles.

import { mean } from "simple-statistics";
import { type Estimate, meanInterval } from "./interval.ts";

/**
 * A series cut into cycles of so many steps; the steps after the last whole cycle are left out.
 * @param series one value for each step, from the start of a cycle (after the warm-up) on
 * @param phases steps in a cycle, 1, 2, …
 */
export function wholeCycles(series: readonly number[], phases: number): number[][] {
  if (!(Number.isSafeInteger(phases) && phases >= 1)) throw new RangeError(`a cycle of ${phases} steps`);
  const cycles = Math.floor(series.length / phases);
  return Array.from({ length: cycles }, (_, cycle) => series.slice(cycle * phases, (cycle + 1) * phases));
}

/**
 * The mean of each phase over the cycles of one run: one row for `phaseIntervals` over replications.
 * @throws RangeError when there is no whole cycle, or they are not of one length
 */
export function phaseMeans(cycles: readonly (readonly number[])[]): number[] {
  return byPhase(cycles).map((values) => mean(values));
}

/**
 * The interval of each phase over the rows, which are independent: the phase means of replications, or the cycles of
 * one run where a cycle forgets the one before.
 */
export function phaseIntervals(rows: readonly (readonly number[])[], confidence?: number): Estimate[] {
  return byPhase(rows).map((values) => meanInterval(values, confidence));
}

/** The interval of the mean over the whole cycle: cycles are the batches. */
export function cycleInterval(rows: readonly (readonly number[])[], confidence?: number): Estimate {
  byPhase(rows);
  return meanInterval(
    rows.map((row) => mean(row)),
    confidence,
  );
}

function byPhase(rows: readonly (readonly number[])[]): number[][] {
  const phases = rows[0]?.length ?? 0;
  if (phases === 0) throw new RangeError("there is no whole cycle");
  for (const row of rows) {
    if (row.length !== phases)
      throw new RangeError(`a cycle of ${row.length} steps among cycles of ${phases}`);
  }
  return Array.from({ length: phases }, (_, phase) => rows.map((row) => row[phase]!));
}
