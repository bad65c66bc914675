import type { RunTotals } from "../ledger/rows.ts";
import { firmSeries } from "../results/firm-series.ts";
import { baselineLine, metricSeries } from "../results/metric-series.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Run, RunMetrics } from "./known.ts";

/**
 * The metrics of one replication, and the waiting lines behind them, by which it is told whether they mean anything.
 * @param baseline the same replication without rental, where the scenario has one
 */
export function runMetrics(
  totals: RunTotals,
  baseline: RunTotals | null,
  scenario: Scenario,
): { readonly metrics: RunMetrics; readonly run: Run } {
  const alone = baseline === null ? null : [baseline];
  const series = [...metricSeries([totals], alone, scenario), ...firmSeries([totals], alone, scenario)];
  const metrics = series.map(({ metric, unit, lines }) => ({ metric, unit, lines }));
  // Of a trajectory waits are told as they were: nobody claims that they would last.
  const lasts = scenario.mode !== "trajectory";
  const levels = [
    ...(lasts ? totals.waiting : []).map(({ source, levels }) => [source, levels] as const),
    ...(lasts && baseline !== null ? baseline.waiting : []).map(
      ({ source, levels }) => [baselineLine(source), levels] as const,
    ),
  ];
  return {
    metrics,
    run: { values: series.map(({ values }) => values[0]!), levels: Object.fromEntries(levels) },
  };
}
