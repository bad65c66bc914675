// Renting beside other uses of what internal work leaves idle: the rows of alternatives.csv and of the summary.

import { type AlternativeRow, compareAlternatives } from "../economics/alternatives.ts";
import type { RunTotals } from "../ledger/rows.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { ALTERNATIVE_METRICS } from "./alternatives-table.ts";
import { type SummaryRow, summaryRow } from "./summary-table.ts";

/** The rows of alternatives.csv; none unless the scenario asks for them and a pair of runs is whole. */
export function alternativeRows(
  runs: readonly RunTotals[],
  baselines: readonly RunTotals[],
  { alternatives, economics, fleet, sources }: Scenario,
): AlternativeRow[] {
  if (alternatives === null || economics === null || runs.length === 0) return [];
  return compareAlternatives(runs, baselines, alternatives, {
    plan: economics,
    gpusPerNode: fleet.pools.map(({ gpusPerNode }) => gpusPerNode),
    penalties: new Map(sources.map(({ name, penalty }) => [name, penalty])),
  });
}

/** The same in summary.csv: `alternative_power_down_money_usd`. */
export function alternativeSummary(rows: readonly AlternativeRow[]): SummaryRow[] {
  return rows.flatMap((row) =>
    ALTERNATIVE_METRICS.map(({ name, unit, of }) =>
      summaryRow(`alternative_${row.name}_${name}`, unit, of(row)),
    ),
  );
}
