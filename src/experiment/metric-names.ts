import { firmSeries } from "../results/firm-series.ts";
import { jointMetrics } from "../results/joint-tables.ts";
import { metricSeries } from "../results/metric-series.ts";
import type { NamedMetric } from "../results/summary-table.ts";
import type { Scenario } from "../scenario/scenario.ts";

/** The metrics that every run of a scenario has, in the order of summary.csv: those of no run at all. */
export function metricNames(scenario: Scenario): NamedMetric[] {
  const baseline = scenario.baseline ? [] : null;
  return [
    ...metricSeries([], baseline, scenario),
    ...firmSeries([], baseline, scenario),
    ...jointMetrics(scenario),
  ];
}
