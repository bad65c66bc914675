// The metrics about money and displacement, in each of some runs.

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
import type { MetricSeries, SeriesOf } from "./metric-series.ts";
import { internalSources } from "./metrics.ts";

/** @param baselines of the runs, in the same order, or null */
export function economicsSeries(
  series: SeriesOf,
  runs: readonly RunTotals[],
  baselines: readonly RunTotals[] | null,
  scenario: Scenario,
): MetricSeries[] {
  const { services, economics, products, tokens } = scenario;
  const internal = internalSources(scenario);
  const holders = [...internal, ...services.map(({ name }) => name)];
  const useful = holders.flatMap((source) => series(USEFUL_METRIC, `${source}.`, source, true));
  const sells = products.length + tokens.length > 0;
  return [
    ...series(MONEY_METRIC, "", null, true),
    ...(sells && baselines !== null ? displacement({ runs, baselines }, scenario) : []),
    ...useful,
    ...(economics === null ? [] : RETURN_METRICS.flatMap((metric) => series(metric, "", null, true))),
    ...(sells && economics !== null ? accounts(series, runs, scenario) : []),
    ...(sells && economics !== null
      ? scaleMetrics(economics).flatMap((metric) => series(metric, "", null, false))
      : []),
  ];
}

/**
 * Mean waits by source and size, against the baseline. Which sizes there are is known of the runs alone, so that they are no
 * metrics of an experiment, whose runs all have the same.
 */
export function sizeSeries(series: SeriesOf, runs: readonly RunTotals[], scenario: Scenario): MetricSeries[] {
  return internalSources(scenario).flatMap((source) =>
    sizesOf(source, runs).flatMap((size) =>
      series(SIZE_METRIC, `${source}.${size}_gpus.`, { source, size }, true),
    ),
  );
}

function displacement({ runs, baselines }: Pairs, scenario: Scenario): MetricSeries[] {
  const valued = (scenario.economics?.internalValue ?? null) !== null ? VALUE_METRICS : [];
  return [...DISPLACEMENT_METRICS, ...valued].map(({ name, unit, of }) => {
    const ofOne = runs.map(
      (run, place) => of({ runs: [run], baselines: [baselines[place]!] }, scenario).mean,
    );
    // A run in which internal work loses nothing has no break-even of its own.
    const values = ofOne.map((value) => (Number.isFinite(value) ? value : Number.NaN));
    return { metric: name, unit, values, lines: [], estimate: of({ runs, baselines }, scenario) };
  });
}

/** Of all rental together, and of each product. */
function accounts(series: SeriesOf, runs: readonly RunTotals[], scenario: Scenario): MetricSeries[] {
  const sold = [...scenario.products, ...scenario.tokens].map(({ name }) => name);
  return [null, ...sold].flatMap((name) => {
    const prefix = name === null ? "" : `${name}.`;
    const margins = MARGIN_METRICS.map((metric) => {
      const parts = runs.map((totals) => metric.of(totals, name, scenario));
      const [above, below] = [parts.map((part) => part.above), parts.map((part) => part.below)];
      const values = above.map((amount, run) => amount / below[run]!);
      const estimate = ratioByDelta(above, below);
      return { metric: `${prefix}${metric.name}`, unit: metric.unit, values, lines: [], estimate };
    });
    return [...ACCOUNT_METRICS.flatMap((metric) => series(metric, prefix, name, false)), ...margins];
  });
}
