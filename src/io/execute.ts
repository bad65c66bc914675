// Has the runs of a scenario made, and its tables written from them in their order.

import {
  alternativeRows,
  alternativeSummary,
  commitmentRisk,
  commitmentSummary,
  firmCapacity,
  firmSummary,
  type Overload,
  overloads,
  type RunTotals,
  type Scenario,
  type SummaryRow,
  summarise,
  trajectoryValueSummary,
  type Variant,
  variantsOf,
} from "../index.ts";
import type { RunFolder } from "./run-folder.ts";
import { RunTables } from "./run-tables.ts";
import { runsHere } from "./runs/runs-here.ts";
import { runsOnThreads, type Threads } from "./runs/runs-on-threads.ts";
import type { RunsWatch } from "./runs/write-run.ts";

interface ExecuteWatch extends RunsWatch {
  /** called when another replication is whole, with the totals of all that are */
  readonly whole?: (rental: readonly RunTotals[], baseline: readonly RunTotals[]) => void;
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
 * @param threads null: all in this thread; what is written is the same
 */
export async function execute(
  scenario: Scenario,
  folder: RunFolder,
  threads: Threads | null,
  watch: ExecuteWatch,
): Promise<Executed> {
  const tables = new RunTables(folder, scenario);
  const totals: Record<Variant, RunTotals[]> = { rental: [], baseline: [] };
  const values: Record<Variant, number[]> = { rental: [], baseline: [] };
  const lastVariant = variantsOf(scenario).at(-1);
  const runs =
    threads === null
      ? runsHere(scenario, tables, watch)
      : runsOnThreads(scenario, tables, { ...threads, scratch: folder.scratch }, watch);
  for await (const { task, total, value } of runs) {
    totals[task.variant].push(total);
    values[task.variant].push(value);
    if (task.variant !== lastVariant) continue;
    await tables.mark();
    watch.whole?.(totals.rental, totals.baseline);
  }
  const replications = scenario.baseline ? totals.baseline.length : totals.rental.length;
  const rental = totals.rental.slice(0, replications);
  const firm = { rental: firmCapacity(rental, scenario), baseline: firmCapacity(totals.baseline, scenario) };
  await tables.writeFirmCapacity(firm);
  const risk = {
    rental: commitmentRisk(rental, scenario.commitments),
    baseline: commitmentRisk(totals.baseline, scenario.commitments),
  };
  await tables.writeCommitments(risk);
  const alternatives = alternativeRows(rental, totals.baseline, scenario);
  await tables.writeAlternatives(alternatives);
  const summary = [
    ...summarise(rental, scenario.baseline ? totals.baseline : null, scenario),
    ...firmSummary(firm.rental, firm.baseline, scenario),
    ...commitmentSummary(risk.rental, risk.baseline, scenario),
    ...alternativeSummary(alternatives),
    ...trajectoryValueSummary(values.rental.slice(0, replications), values.baseline, scenario),
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
