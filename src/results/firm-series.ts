// The figures of firm capacity in each of some runs, as an experiment asks for them: every run promises by itself.

import { firmCapacity, isTooLong } from "../economics/firm-capacity.ts";
import type { RunTotals } from "../ledger/rows.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { FIRM_METRICS, firmSummary, headlineOf, prefixOf } from "./firm-metrics.ts";
import type { MetricSeries } from "./metric-series.ts";

/**
 * Those of summary.csv, learnt from each run alone; NaN where a run has seen too little for a promise.
 * @param baseline the same replications without rental, in the same order, or null
 * @returns none where the scenario does not ask for firm capacity
 */
export function firmSeries(
  results: readonly RunTotals[],
  baseline: readonly RunTotals[] | null,
  scenario: Scenario,
): MetricSeries[] {
  const { firmCapacity: plan, fleet, warmup, end } = scenario;
  if (plan === null) return [];
  const confidence = headlineOf(plan.confidences);
  const told = plan.durations.filter((duration) => !isTooLong(duration, end - warmup));
  const names = fleet.pools.flatMap(({ name }) =>
    told.map((duration) => prefixOf(name, { duration, confidence })),
  );
  const asked = { ...scenario, firmCapacity: { ...plan, confidences: [confidence], gangs: [] } };
  const of = (runs: readonly RunTotals[], suffix: string) => {
    const found = runs.map((run) => meansOf(run, asked));
    return names.flatMap((prefix) =>
      FIRM_METRICS.map(({ name, unit }) => ({
        metric: `${prefix}_${name}${suffix}`,
        unit,
        values: found.map((means) => means.get(`${prefix}_${name}`) ?? Number.NaN),
        lines: [],
      })),
    );
  };
  return [...of(results, ""), ...(baseline === null ? [] : of(baseline, "_baseline"))];
}

/** Figures by their names. */
function meansOf(run: RunTotals, scenario: Scenario): ReadonlyMap<string, number> {
  const rows = firmSummary(firmCapacity([run], scenario), [], scenario);
  return new Map(rows.map(({ metric, mean }) => [metric, mean]));
}
