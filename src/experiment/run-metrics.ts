import { firmSeries } from "../results/firm-series.ts";
import { jointMetrics, jointSummary, jointTables, type RunOutcome } from "../results/joint-tables.ts";
import { baselineLine, metricSeries } from "../results/metric-series.ts";
import type { NamedMetric } from "../results/summary-table.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { ByVariant } from "../scenario/variant.ts";
import type { Run, RunMetrics } from "./known.ts";

/** One replication: null where the scenario has no such variant. */
export type ReplicationOutcomes = ByVariant<RunOutcome | null> & { readonly rental: RunOutcome };

/**
 * The metrics of one replication, and the waiting lines behind them, by which it is told whether they mean anything. What
 * replications say together is told of this one alone: firm capacity is learnt from its windows and no others.
 */
export function runMetrics(
  outcomes: ReplicationOutcomes,
  scenario: Scenario,
): { readonly metrics: RunMetrics; readonly run: Run } {
  const total = outcomes.rental.total;
  const baseline = outcomes.baseline?.total ?? null;
  const alone = baseline === null ? null : [baseline];
  const series = [...metricSeries([total], alone, scenario), ...firmSeries([total], alone, scenario)];
  const joint = jointMetrics(scenario);
  const metrics = [
    ...series.map(({ metric, unit, lines }) => ({ metric, unit, lines })),
    ...joint.map(({ metric, unit }) => ({ metric, unit, lines: [] })),
  ];
  // Of a trajectory waits are told as they were: nobody claims that they would last.
  const lasts = scenario.mode !== "trajectory";
  const levels = [
    ...(lasts ? total.waiting : []).map(({ source, levels }) => [source, levels] as const),
    ...(lasts && baseline !== null ? baseline.waiting : []).map(
      ({ source, levels }) => [baselineLine(source), levels] as const,
    ),
  ];
  const values = [...series.map(({ values }) => values[0]!), ...jointValues(outcomes, joint, scenario)];
  return { metrics, run: { values, levels: Object.fromEntries(levels) } };
}

/** In the order of `metrics`; NaN where this replication has none. */
function jointValues(
  { rental, baseline, backfill }: ReplicationOutcomes,
  metrics: readonly NamedMetric[],
  scenario: Scenario,
): number[] {
  if (metrics.length === 0) return [];
  const each = <T>(of: (outcome: RunOutcome) => T): ByVariant<T[]> => ({
    rental: [of(rental)],
    baseline: baseline === null ? [] : [of(baseline)],
    backfill: backfill === null ? [] : [of(backfill)],
  });
  // Firm capacity has series of its own.
  const tables = jointTables(
    each(({ total }) => total),
    { ...scenario, firmCapacity: null },
  );
  const rows = jointSummary(
    tables,
    each(({ value }) => value),
    scenario,
  );
  const means = new Map(rows.map(({ metric, mean }) => [metric, mean]));
  return metrics.map(({ metric }) => means.get(metric) ?? Number.NaN);
}
