// The rows of the summary about money and displacement.

import type { RunTotals } from "../ledger/rows.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { ratioByDelta } from "../statistics/ratio.ts";
import {
  DISPLACEMENT_METRICS,
  MONEY_METRIC,
  type Pairs,
  SIZE_METRIC,
  sizesOf,
  USEFUL_METRIC,
  VALUE_METRICS,
} from "./displacement-metrics.ts";
import { ACCOUNT_METRICS, MARGIN_METRICS, RETURN_METRICS, scaleMetrics } from "./economics-metrics.ts";
import { internalSources, type Metric } from "./metrics.ts";
import { type SummaryRow, summaryRow } from "./summary-table.ts";

/** The rows of a metric about a subject: of the run, and, if it is compared, of its baseline and their difference. */
type RowsOf = <Subject>(
  metric: Metric<Subject>,
  prefix: string,
  subject: Subject,
  compared: boolean,
) => SummaryRow[];

/** @param baselines of the runs, in the same order, or null */
export function economicsSummary(
  rows: RowsOf,
  runs: readonly RunTotals[],
  baselines: readonly RunTotals[] | null,
  scenario: Scenario,
): SummaryRow[] {
  const { services, economics, products, tokens } = scenario;
  const internal = internalSources(scenario);
  const holders = [...internal, ...services.map(({ name }) => name)];
  const useful = holders.flatMap((source) => rows(USEFUL_METRIC, `${source}.`, source, true));
  const waits = internal.flatMap((source) =>
    sizesOf(source, runs).flatMap((size) =>
      rows(SIZE_METRIC, `${source}.${size}_gpus.`, { source, size }, true),
    ),
  );
  const sells = products.length + tokens.length > 0;
  return [
    ...rows(MONEY_METRIC, "", null, true),
    ...(sells && baselines !== null ? displacement({ runs, baselines }, scenario) : []),
    ...useful,
    ...(baselines === null ? [] : waits),
    ...(economics === null ? [] : RETURN_METRICS.flatMap((metric) => rows(metric, "", null, true))),
    ...(sells && economics !== null ? accounts(rows, runs, scenario) : []),
    ...(sells && economics !== null
      ? scaleMetrics(economics).flatMap((metric) => rows(metric, "", null, false))
      : []),
  ];
}

function displacement(pairs: Pairs, scenario: Scenario): SummaryRow[] {
  const valued = (scenario.economics?.internalValue ?? null) !== null ? VALUE_METRICS : [];
  return [...DISPLACEMENT_METRICS, ...valued].map(({ name, unit, of }) =>
    summaryRow(name, unit, of(pairs, scenario)),
  );
}

/** Of all rental together, and of each product. */
function accounts(rows: RowsOf, runs: readonly RunTotals[], scenario: Scenario): SummaryRow[] {
  const sold = [...scenario.products, ...scenario.tokens].map(({ name }) => name);
  return [null, ...sold].flatMap((name) => {
    const prefix = name === null ? "" : `${name}.`;
    const margins = MARGIN_METRICS.map((metric) => {
      const parts = runs.map((totals) => metric.of(totals, name, scenario));
      const estimate = ratioByDelta(
        parts.map(({ above }) => above),
        parts.map(({ below }) => below),
      );
      return summaryRow(`${prefix}${metric.name}`, metric.unit, estimate);
    });
    return [...ACCOUNT_METRICS.flatMap((metric) => rows(metric, prefix, name, false)), ...margins];
  });
}
