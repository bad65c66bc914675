// From the totals of the replications to the summary: means with Student-t intervals, and, against the same runs without
// rental, paired differences.

import type { RunTotals } from "../ledger/rows.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { type Estimate, meanInterval } from "../statistics/interval.ts";
import { sizeSeries } from "./economics-series.ts";
import { halfWidthRow } from "./half-width.ts";
import { baselineLine, metricSeries, seriesOf } from "./metric-series.ts";
import { overloads } from "./overload.ts";
import { type SummaryRow, summaryRow } from "./summary-table.ts";

/**
 * The rows of summary.csv. What is about a waiting line that grows without end is withheld: NaN, of no replication.
 * @param baseline the same replications without rental, in the same order, or null
 */
export function summarise(
  results: readonly RunTotals[],
  baseline: readonly RunTotals[] | null,
  scenario: Scenario,
): SummaryRow[] {
  const trajectory = scenario.mode === "trajectory";
  // Of a trajectory waits are told as they were: nobody claims that they would last.
  const growing = new Set(
    trajectory ? [] : [...growingLines(results), ...growingLines(baseline ?? []).map(baselineLine)],
  );
  const sizes = baseline === null ? [] : sizeSeries(seriesOf(results, baseline, scenario), results, scenario);
  const all = [...metricSeries(results, baseline, scenario), ...sizes];
  const rows = all.map(({ metric, unit, values, lines, estimate }) => {
    const withheld = lines.some((line) => growing.has(line));
    return summaryRow(metric, unit, withheld ? WITHHELD : (estimate ?? meanInterval(values)));
  });
  return [...rows, halfWidthRow(rows, scenario)];
}

function growingLines(runs: readonly RunTotals[]): string[] {
  return overloads(runs).map(({ source }) => source);
}

/** There are figures, but no steady state that they could be of. */
export const WITHHELD: Estimate = {
  mean: Number.NaN,
  low: Number.NaN,
  high: Number.NaN,
  replications: 0,
};
