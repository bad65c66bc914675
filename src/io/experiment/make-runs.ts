// Makes replications of one point in slices, wherever it is called, and keeps their metrics.

import { setImmediate } from "node:timers/promises";
import {
  type PointRuns,
  type Run,
  type RunMetrics,
  type RunTotals,
  runMetrics,
  type Scenario,
  simulationOf,
  type Task,
  tasksOf,
} from "../../index.ts";

/** Instants that a slice simulates: some ten milliseconds of work. */
const SLICE = 10_000;

export interface RunsOfPointWatch {
  /** runs that are done, parts of them included */
  progress(runs: number): void;
  stopped(): boolean;
}

/** The metrics of some runs of one scenario. */
interface MadeRuns extends PointRuns {
  readonly metrics: RunMetrics;
  readonly runs: readonly Run[];
}

/**
 * @param from the first replication, from 0
 * @param count at least 1
 * @returns null if stopped
 */
export async function makeRuns(
  scenario: Scenario,
  { from, count }: { readonly from: number; readonly count: number },
  watch: RunsOfPointWatch,
): Promise<MadeRuns | null> {
  const variants = tasksOf({ ...scenario, replications: 1 }).map(({ variant }) => variant);
  const found = [];
  for (let run = 0; run < count; run++) {
    const totals: RunTotals[] = [];
    for (const variant of variants) {
      const done = run + totals.length / variants.length;
      const task = { replication: from + run, variant };
      const total = await makeRun(scenario, task, {
        ...watch,
        progress: (share) => watch.progress(done + share / variants.length),
      });
      if (total === null) return null;
      totals.push(total);
    }
    found.push(runMetrics(totals[0]!, totals[1] ?? null, scenario));
  }
  return { metrics: found[0]!.metrics, runs: found.map(({ run }) => run) };
}

/** One run, of which only the totals are kept; null if stopped. */
async function makeRun(scenario: Scenario, task: Task, watch: RunsOfPointWatch): Promise<RunTotals | null> {
  const simulation = simulationOf(scenario, task, false);
  while (!simulation.advance(Infinity, SLICE)) {
    simulation.drain();
    watch.progress(simulation.progress);
    await setImmediate();
    if (watch.stopped()) return null;
  }
  // A run may be over within a slice: between two runs there is time for an interrupt as well.
  await setImmediate();
  return watch.stopped() ? null : simulation.finish();
}
