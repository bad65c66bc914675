// Renting beside other uses of what internal work leaves idle: the rows of alternatives.csv and of the summary.

import { type AlternativeRow, compareAlternatives } from "../economics/alternatives.ts";
import type { RunTotals } from "../ledger/rows.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { ByVariant } from "../scenario/variant.ts";
import { ALTERNATIVE_METRICS } from "./alternatives-table.ts";
import { type SummaryRow, summaryRow } from "./summary-table.ts";

/** The rows of alternatives.csv; none unless the scenario asks for them. Of no runs they have no figures. */
export function alternativeRows(
  runs: ByVariant<readonly RunTotals[]>,
  { alternatives, economics, fleet, sources, lowValueWork }: Scenario,
): AlternativeRow[] {
  if (alternatives === null || economics === null) return [];
  const all = lowValueWork === null ? sources : [...sources, lowValueWork];
  return compareAlternatives(runs, alternatives, {
    plan: economics,
    gpusPerNode: fleet.pools.map(({ gpusPerNode }) => gpusPerNode),
    penalties: new Map(all.map(({ name, penalty }) => [name, penalty])),
  });
}

/** The same in summary.csv: `alternative_power_down_money_usd`. */
export function alternativeSummary(rows: readonly AlternativeRow[]): SummaryRow[] {
  return rows.flatMap((row) =>
    ALTERNATIVE_METRICS.flatMap(({ name, unit, of }) => {
      const estimate = of(row);
      return estimate === null ? [] : [summaryRow(`alternative_${row.name}_${name}`, unit, estimate)];
    }),
  );
}
