// Makes one run in slices: between two slices rows are handed to the writers, progress is told, and an interrupt is heeded.

import { setImmediate } from "node:timers/promises";
import { type RunOutcome, recordsJobs, type Scenario, type Task, TaskRun } from "../../index.ts";
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
export interface WrittenRun extends RunOutcome {
  readonly task: Task;
}

/** One run from its beginning to its end; null if it was interrupted. */
export async function writeRun(
  scenario: Scenario,
  task: Task,
  tables: RunTables,
  { progress, signal }: RunsWatch,
): Promise<RunOutcome | null> {
  const run = new TaskRun(scenario, task, recordsJobs(scenario));
  while (!run.advance(SLICE)) {
    await tables.write(task, run.drain());
    progress(run.progress);
    await setImmediate();
    if (signal.aborted) return null;
  }
  const { rows, ...outcome } = run.finish();
  await tables.write(task, rows);
  await tables.writeTotals(task, outcome.total);
  return outcome;
}
