import { firmSeries } from "../results/firm-series.ts";
import { type MetricSeries, metricSeries } from "../results/metric-series.ts";
import type { Scenario } from "../scenario/scenario.ts";

/** The metrics that every run of a scenario has, in the order of summary.csv: those of no run at all. */
export function metricNames(scenario: Scenario): Pick<MetricSeries, "metric" | "unit">[] {
  const baseline = scenario.baseline ? [] : null;
  return [...metricSeries([], baseline, scenario), ...firmSeries([], baseline, scenario)];
}
