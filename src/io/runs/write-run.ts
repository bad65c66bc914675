// Makes one run in slices: between two slices rows are handed to the writers, progress is told, and an interrupt is heeded.

import { setImmediate } from "node:timers/promises";
import { type RunTotals, recordsJobs, type Scenario, simulationOf, type Task } from "../../index.ts";
import type { RunTables } from "../run-tables.ts";

/** Instants that a slice simulates: some ten milliseconds of work. */
const SLICE = 10_000;

export interface RunsWatch {
  /** share of all runs that is done, 0 to 1 */
  progress(share: number): void;
  /** aborted when somebody wants to stop */
  readonly signal: AbortSignal;
}

/** A run that is over, and whose rows are written. */
export interface WrittenRun {
  readonly task: Task;
  readonly total: RunTotals;
}

/** One run from its beginning to its end; null if it was interrupted. */
export async function writeRun(
  scenario: Scenario,
  task: Task,
  tables: RunTables,
  { progress, signal }: RunsWatch,
): Promise<RunTotals | null> {
  const simulation = simulationOf(scenario, task, recordsJobs(scenario));
  while (!simulation.advance(Infinity, SLICE)) {
    await tables.write(task, simulation.drain());
    progress(simulation.progress);
    await setImmediate();
    if (signal.aborted) return null;
  }
  const total = simulation.finish();
  await tables.write(task, simulation.drain());
  await tables.writeTotals(task, total);
  return total;
}
