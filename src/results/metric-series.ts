// The metrics of a scenario in each of some runs, as they are: what is made of them (summary.csv, the tables of an
// experiment) begins here.

import type { RunTotals } from "../ledger/rows.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Estimate } from "../statistics/interval.ts";
import { DRIVER_METRICS, PRODUCT_DRIVER_METRICS, tokenDriverMetrics } from "./driver-metrics.ts";
import { economicsSeries } from "./economics-series.ts";
import { DEMAND_METRICS, SALES_METRICS } from "./market-metrics.ts";
import { FLEET_METRICS, internalSources, type Metric, SOURCE_METRICS } from "./metrics.ts";
import { PRODUCT_METRICS } from "./product-metrics.ts";
import { TOKEN_METRICS } from "./token-metrics.ts";
import { TRAJECTORY_METRICS } from "./trajectory-metrics.ts";

/** One metric in every run. */
export interface MetricSeries {
  readonly metric: string;
  readonly unit: string;
  /** by run; NaN where one has no value */
  readonly values: readonly number[];
  /** waiting lines that it is about: by the source, and `<source>_baseline` for the line of the run without rental */
  readonly lines: readonly string[];
  /** over all runs, where that is not the mean of the values: a ratio of two sums */
  readonly estimate?: Estimate;
}

/** The series of a metric about a subject: of the run, and, if it is compared, of its baseline and their difference. */
export type SeriesOf = <Subject>(
  metric: Metric<Subject>,
  prefix: string,
  subject: Subject,
  compared: boolean,
) => MetricSeries[];

/**
 * Metrics of the fleet and of internal sources have a `…_baseline` and a `…_difference` (run − baseline) when there is a
 * baseline; metrics of rental have none to be compared with. In mode: trajectory those that claim a steady state are left out.
 * @param baseline the same replications without rental, in the same order, or null
 * @throws RangeError when the two do not pair up
 */
export function metricSeries(
  results: readonly RunTotals[],
  baseline: readonly RunTotals[] | null,
  scenario: Scenario,
): MetricSeries[] {
  if (baseline !== null && baseline.length !== results.length)
    throw new RangeError(`${results.length} replications do not pair with ${baseline.length}`);
  const internal = internalSources(scenario);
  const trajectory = scenario.mode === "trajectory";
  const productMetrics = [
    ...PRODUCT_METRICS,
    ...SALES_METRICS,
    ...(scenario.market === null ? [] : DEMAND_METRICS),
    ...(scenario.drivers.length === 0 ? [] : PRODUCT_DRIVER_METRICS),
  ];
  const tokenMetrics = [
    ...TOKEN_METRICS,
    ...(scenario.drivers.length === 0 ? [] : tokenDriverMetrics(scenario.products.length)),
  ];
  const rental = scenario.sources.map(({ name }) => name).filter((name) => !internal.includes(name));

  const series = seriesOf(results, baseline, scenario);
  return [
    ...FLEET_METRICS.flatMap((metric) => series(metric, "", null, true)),
    ...(trajectory ? TRAJECTORY_METRICS.flatMap((metric) => series(metric, "", null, false)) : []),
    ...(scenario.drivers.length === 0
      ? []
      : DRIVER_METRICS.flatMap((metric) => series(metric, "", null, false))),
    ...internal.flatMap((source) =>
      SOURCE_METRICS.flatMap((metric) => series(metric, `${source}.`, source, true)),
    ),
    ...scenario.products.flatMap(({ name }, product) =>
      productMetrics.flatMap((metric) => series(metric, `${name}.`, product, false)),
    ),
    ...scenario.tokens.flatMap(({ name }, token) =>
      tokenMetrics.flatMap((metric) => series(metric, `${name}.`, token, false)),
    ),
    ...rental.flatMap((source) =>
      SOURCE_METRICS.flatMap((metric) => series(metric, `${source}.`, source, false)),
    ),
    ...economicsSeries(series, results, baseline, scenario),
  ];
}

/** What makes the series of one metric. */
export function seriesOf(
  results: readonly RunTotals[],
  baseline: readonly RunTotals[] | null,
  scenario: Scenario,
): SeriesOf {
  return function series<Subject>(
    metric: Metric<Subject>,
    prefix: string,
    subject: Subject,
    compared: boolean,
  ): MetricSeries[] {
    if (scenario.mode === "trajectory" && metric.steady === true) return [];
    const of = (runs: readonly RunTotals[]) => runs.map((totals) => metric.of(totals, subject, scenario));
    const named = (suffix: string, values: readonly number[], lines: readonly string[]): MetricSeries => ({
      metric: `${prefix}${metric.name}${suffix}`,
      unit: metric.unit,
      values,
      lines,
    });
    const own = of(results);
    const lines = metric.lines?.(subject, scenario) ?? [];
    if (baseline === null || !compared) return [named("", own, lines)];
    const alone = of(baseline);
    const linesAlone = lines.map(baselineLine);
    const difference = own.map((value, run) => value - alone[run]!);
    return [
      named("", own, lines),
      named("_baseline", alone, linesAlone),
      named("_difference", difference, [...lines, ...linesAlone]),
    ];
  };
}

/** The waiting line of a source in the run without rental, beside the same in the run. */
export function baselineLine(source: string): string {
  return `${source}_baseline`;
}
