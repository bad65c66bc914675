// Has the runs of a scenario made, and its tables written from them in their order.

import {
  type ByVariant,
  jointSummary,
  jointTables,
  type Overload,
  overloads,
  type RunOutcome,
  type RunTotals,
  type Scenario,
  type SummaryRow,
  summarise,
  type Variant,
  variantsOf,
} from "../index.ts";
import type { RunFolder } from "./run-folder.ts";
import { RunTables } from "./run-tables.ts";
import { runsHere } from "./runs/runs-here.ts";
import { runsOnThreads, type Threads } from "./runs/runs-on-threads.ts";
import type { RunsWatch } from "./runs/write-run.ts";

interface ExecuteWatch extends RunsWatch {
  /** called when another replication is whole, with all that are */
  readonly whole?: (outcomes: ByVariant<readonly RunOutcome[]>) => void;
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
 * written as they come and marked when their replication is whole, with all its variants; given up, the tables and the
 * summary hold whole replications only.
 * @param threads null: all in this thread; what is written is the same
 */
export async function execute(
  scenario: Scenario,
  folder: RunFolder,
  threads: Threads | null,
  watch: ExecuteWatch,
): Promise<Executed> {
  const tables = new RunTables(folder, scenario);
  const variants = variantsOf(scenario);
  const outcomes: Record<Variant, RunOutcome[]> = { rental: [], baseline: [], backfill: [] };
  const runs =
    threads === null
      ? runsHere(scenario, tables, watch)
      : runsOnThreads(scenario, tables, { ...threads, scratch: folder.scratch }, watch);
  for await (const { task, ...outcome } of runs) {
    outcomes[task.variant].push(outcome);
    if (task.variant !== variants.at(-1)) continue;
    await tables.mark();
    watch.whole?.(outcomes);
  }
  const replications = outcomes[variants.at(-1)!].length;
  const whole = <T>(of: (outcome: RunOutcome) => T): ByVariant<T[]> => ({
    rental: outcomes.rental.slice(0, replications).map(of),
    baseline: outcomes.baseline.slice(0, replications).map(of),
    backfill: outcomes.backfill.map(of),
  });
  const totals = whole(({ total }) => total);
  const joint = jointTables(totals, scenario);
  await tables.writeJoint(joint);
  const summary = [
    ...summarise(totals.rental, scenario.baseline ? totals.baseline : null, scenario),
    ...jointSummary(
      joint,
      whole(({ value }) => value),
      scenario,
    ),
  ];
  await tables.writeSummary(summary);
  await tables.writeTrajectories(replications);
  return { summary, totals: totals.rental, overloads: growingLines(scenario, totals) };
}

/** Sources whose line grows with rental, and those whose line grows without; in a trajectory lines may. */
function growingLines({ mode }: Scenario, { rental, baseline }: ByVariant<readonly RunTotals[]>): Overload[] {
  if (mode === "trajectory") return [];
  const growing = overloads(rental);
  const alone = overloads(baseline).filter(({ source }) => !growing.some((each) => each.source === source));
  return [...growing, ...alone];
}
