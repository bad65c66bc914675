import { type MetricSeries, metricSeries } from "../results/metric-series.ts";
import type { Scenario } from "../scenario/scenario.ts";

/** The metrics that every run of a scenario has, in the order of summary.csv: those of no run at all. */
export function metricNames(scenario: Scenario): Pick<MetricSeries, "metric" | "unit">[] {
  return metricSeries([], scenario.baseline ? [] : null, scenario);
}
