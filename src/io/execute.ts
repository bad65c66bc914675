// Makes the runs of a scenario one after the other in this thread, in slices: between two slices rows are handed to the
// writers, progress is told, and an interrupt is heeded.

import { setImmediate } from "node:timers/promises";
import {
  firmCapacity,
  firmSummary,
  type Overload,
  overloads,
  type RunTotals,
  recordsJobs,
  type Scenario,
  type SummaryRow,
  simulationOf,
  summarise,
  type Task,
  tasksOf,
} from "../index.ts";
import type { RunFolder } from "./run-folder.ts";
import { RunTables } from "./run-tables.ts";

/** Instants that a slice simulates: some ten milliseconds of work. */
const SLICE = 10_000;

interface Watch {
  /** share of the whole that is done, 0 to 1 */
  progress(share: number): void;
  /** whether somebody wants to stop */
  interrupted(): boolean;
}

export interface Executed {
  readonly summary: readonly SummaryRow[];
  /** totals of the runs with rental, one per replication that is done: all of them unless interrupted */
  readonly totals: readonly RunTotals[];
  /** sources whose waiting line grows without end, with rental or without: figures of their waits are withheld */
  readonly overloads: readonly Overload[];
}

/**
 * Make every run of a scenario and write its tables into `folder`, which the caller completes or gives up. Rows are
 * written as they come and marked when their replication is whole, with and without rental; given up, the tables and the
 * summary hold whole replications only.
 */
export async function execute(scenario: Scenario, folder: RunFolder, watch: Watch): Promise<Executed> {
  const tables = new RunTables(folder, scenario, recordsJobs(scenario));
  const totals: Record<Task["variant"], RunTotals[]> = { rental: [], baseline: [] };
  const tasks = tasksOf(scenario);
  for (const [done, task] of tasks.entries()) {
    const progress = (share: number) => watch.progress((done + share) / tasks.length);
    progress(0);
    // A run may be over within a slice: between two runs there is time for writers and for Ctrl-C as well.
    await setImmediate();
    if (watch.interrupted()) break;
    const total = await makeRun(scenario, task, tables, { ...watch, progress });
    if (total === null) break;
    totals[task.variant].push(total);
    if (tasks[done + 1]?.replication !== task.replication) await tables.mark();
  }
  const replications = scenario.baseline ? totals.baseline.length : totals.rental.length;
  const rental = totals.rental.slice(0, replications);
  const firm = { rental: firmCapacity(rental, scenario), baseline: firmCapacity(totals.baseline, scenario) };
  await tables.writeFirmCapacity(firm);
  const summary = [
    ...summarise(rental, scenario.baseline ? totals.baseline : null, scenario),
    ...firmSummary(firm.rental, firm.baseline, scenario),
  ];
  await tables.writeSummary(summary);
  await tables.writeTrajectories(replications);
  return { summary, totals: rental, overloads: growingLines(scenario, rental, totals.baseline) };
}

/** Sources whose line grows with rental, and those whose line grows without; in a trajectory lines may. */
function growingLines(
  { mode }: Scenario,
  rental: readonly RunTotals[],
  baseline: readonly RunTotals[],
): Overload[] {
  if (mode === "trajectory") return [];
  const growing = overloads(rental);
  const alone = overloads(baseline).filter(({ source }) => !growing.some((each) => each.source === source));
  return [...growing, ...alone];
}

/** One run from its beginning to its end; null if it was interrupted. */
async function makeRun(
  scenario: Scenario,
  task: Task,
  tables: RunTables,
  watch: Watch,
): Promise<RunTotals | null> {
  const simulation = simulationOf(scenario, task, recordsJobs(scenario));
  while (!simulation.advance(Infinity, SLICE)) {
    await tables.write(task, simulation.drain());
    watch.progress(simulation.progress);
    await setImmediate();
    if (watch.interrupted()) return null;
  }
  const total = simulation.finish();
  await tables.write(task, simulation.drain());
  await tables.writeTotals(task, total);
  return total;
}
