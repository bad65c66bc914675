import { summarise } from "../results/summarise.ts";
import type { SummaryRow } from "../results/summary-table.ts";
import type { Scenario } from "../scenario/scenario.ts";

/** The metrics that every run of a scenario has, in the order of summary.csv: those of no run at all. */
export function metricNames(scenario: Scenario): Pick<SummaryRow, "metric" | "unit">[] {
  return summarise([], scenario.baseline ? [] : null, scenario);
}
