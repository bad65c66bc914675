import type { RunTotals } from "../ledger/rows.ts";
import { summarise } from "../results/summarise.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { MetricNames } from "./known.ts";

interface RunMetrics extends MetricNames {
  readonly values: readonly number[];
}

/**
 * The metrics of one replication: those of a summary of it alone, so that a mean of them is the mean of summary.csv.
 * @param baseline the same replication without rental, where the scenario has one
 */
export function runMetrics(totals: RunTotals, baseline: RunTotals | null, scenario: Scenario): RunMetrics {
  const rows = summarise([totals], baseline === null ? null : [baseline], scenario);
  return {
    names: rows.map(({ metric }) => metric),
    units: rows.map(({ unit }) => unit),
    values: rows.map(({ mean }) => mean),
  };
}
