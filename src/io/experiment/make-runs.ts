// Makes replications of one point in slices, wherever it is called, and keeps their metrics.

import { setImmediate } from "node:timers/promises";
import {
  type PointRuns,
  type ReplicationOutcomes,
  type Run,
  type RunMetrics,
  type RunOutcome,
  runMetrics,
  type Scenario,
  type Task,
  TaskRun,
  type Variant,
  variantsOf,
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
  const found = [];
  for (let run = 0; run < count; run++) {
    const progress = (share: number) => watch.progress(run + share);
    const outcomes = await makeReplication(scenario, from + run, { ...watch, progress });
    if (outcomes === null) return null;
    found.push(runMetrics(outcomes, scenario));
  }
  return { metrics: found[0]!.metrics, runs: found.map(({ run }) => run) };
}

/** All variants of one replication; null if stopped. */
async function makeReplication(
  scenario: Scenario,
  replication: number,
  watch: RunsOfPointWatch,
): Promise<ReplicationOutcomes | null> {
  const variants = variantsOf(scenario);
  const outcomes: Partial<Record<Variant, RunOutcome>> = {};
  for (const [done, variant] of variants.entries()) {
    const progress = (share: number) => watch.progress((done + share) / variants.length);
    const outcome = await makeRun(scenario, { replication, variant }, { ...watch, progress });
    if (outcome === null) return null;
    outcomes[variant] = outcome;
  }
  const { rental, baseline = null, backfill = null } = outcomes;
  return { rental: rental!, baseline, backfill };
}

/** One run, of whose rows nothing is kept but what is added up from them; null if stopped. */
async function makeRun(scenario: Scenario, task: Task, watch: RunsOfPointWatch): Promise<RunOutcome | null> {
  const run = new TaskRun(scenario, task, false);
  while (!run.advance(SLICE)) {
    run.drain();
    watch.progress(run.progress);
    await setImmediate();
    if (watch.stopped()) return null;
  }
  // A run may be over within a slice: between two runs there is time for an interrupt as well.
  await setImmediate();
  return watch.stopped() ? null : run.finish();
}
