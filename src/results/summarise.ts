// From the totals of the replications to the summary: means with Student-t intervals, and, against the same runs without
// rental, paired differences.

import type { RunTotals } from "../ledger/rows.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { type Estimate, meanInterval } from "../statistics/interval.ts";
import { baselineLine, metricSeries } from "./metric-series.ts";
import { overloads } from "./overload.ts";
import type { SummaryRow } from "./summary-table.ts";

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
  return metricSeries(results, baseline, scenario).map(({ metric, unit, values, lines }) => {
    const withheld = lines.some((line) => growing.has(line));
    const { mean, low, high, replications } = withheld ? WITHHELD : meanInterval(values);
    return { metric, unit, mean, ciLow: low, ciHigh: high, replications };
  });
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
