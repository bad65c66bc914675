// Makes one run in slices: between two slices rows are handed to the writers, progress is told, and an interrupt is heeded.

import { setImmediate } from "node:timers/promises";
import {
  firstGpus,
  presentValueOf,
  type RunTotals,
  recordsJobs,
  type Scenario,
  simulationOf,
  type Task,
} from "../../index.ts";
import type { RunTables } from "../run-tables.ts";

/** Instants that a slice simulates: some ten milliseconds of work. */
const SLICE = 10_000;

export interface RunsWatch {
  /** share of all runs that is done, 0 to 1 */
  progress(share: number): void;
  /** aborted when somebody wants to stop */
  readonly signal: AbortSignal;
}

/** What a run that is over has come to. */
export interface RunOutcome {
  readonly total: RunTotals;
  /** its net present value, $; NaN unless it is a trajectory that says what GPUs cost */
  readonly value: number;
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
  const simulation = simulationOf(scenario, task, recordsJobs(scenario));
  const value = presentValueOf(scenario, scenario.fleet.pools.map(firstGpus));
  const write = async () => {
    const rows = simulation.drain();
    value?.add(rows);
    await tables.write(task, rows);
  };
  while (!simulation.advance(Infinity, SLICE)) {
    await write();
    progress(simulation.progress);
    await setImmediate();
    if (signal.aborted) return null;
  }
  const total = simulation.finish();
  await write();
  await tables.writeTotals(task, total);
  return { total, value: value?.close(total) ?? Number.NaN };
}
