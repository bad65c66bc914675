// From the totals of the replications to the summary: means with Student-t intervals, and, against the same runs without
// rental, paired differences.

import type { RunTotals } from "../ledger/rows.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { type Estimate, meanInterval, pairedDifference } from "../statistics/interval.ts";
import {
  DRIVER_METRICS,
  FLEET_METRICS,
  internalSources,
  type Metric,
  PRODUCT_METRICS,
  SOURCE_METRICS,
} from "./metrics.ts";
import { overloads } from "./overload.ts";
import type { SummaryRow } from "./summary-table.ts";
import { TOKEN_METRICS } from "./token-metrics.ts";

/**
 * The rows of summary.csv. Metrics of the fleet and of internal sources have a `…_baseline` and a `…_difference`
 * (run − baseline, paired by replication) when there is a baseline; metrics of rental have none to be compared with. What is
 * about a waiting line that grows without end is withheld: NaN, of no replication.
 * @param baseline the same replications without rental, in the same order, or null
 */
export function summarise(
  results: readonly RunTotals[],
  baseline: readonly RunTotals[] | null,
  scenario: Scenario,
): SummaryRow[] {
  const internal = internalSources(scenario);
  const growing = growingLines(results);
  const growingAlone = growingLines(baseline ?? []);
  const rental = scenario.sources.map(({ name }) => name).filter((name) => !internal.includes(name));

  function rows<Subject>(
    metric: Metric<Subject>,
    prefix: string,
    subject: Subject,
    compared: boolean,
  ): SummaryRow[] {
    const values = (runs: readonly RunTotals[]) => runs.map((totals) => metric.of(totals, subject, scenario));
    const name = `${prefix}${metric.name}`;
    const lines = metric.lines?.(subject, scenario) ?? [];
    const withheld = lines.some((source) => growing.has(source));
    const withheldAlone = lines.some((source) => growingAlone.has(source));
    const row = (suffix: string, estimate: Estimate, without: boolean) =>
      summaryRow(`${name}${suffix}`, metric.unit, without ? WITHHELD : estimate);
    const own = row("", meanInterval(values(results)), withheld);
    if (baseline === null || !compared) return [own];
    const difference = pairedDifference(values(results), values(baseline));
    return [
      own,
      row("_baseline", meanInterval(values(baseline)), withheldAlone),
      row("_difference", difference, withheld || withheldAlone),
    ];
  }

  return [
    ...FLEET_METRICS.flatMap((metric) => rows(metric, "", null, true)),
    ...(scenario.drivers.length === 0
      ? []
      : DRIVER_METRICS.flatMap((metric) => rows(metric, "", null, false))),
    ...internal.flatMap((source) =>
      SOURCE_METRICS.flatMap((metric) => rows(metric, `${source}.`, source, true)),
    ),
    ...scenario.products.flatMap(({ name }, product) =>
      PRODUCT_METRICS.flatMap((metric) => rows(metric, `${name}.`, product, false)),
    ),
    ...scenario.tokens.flatMap(({ name }, token) =>
      TOKEN_METRICS.flatMap((metric) => rows(metric, `${name}.`, token, false)),
    ),
    ...rental.flatMap((source) =>
      SOURCE_METRICS.flatMap((metric) => rows(metric, `${source}.`, source, false)),
    ),
  ];
}

function growingLines(runs: readonly RunTotals[]): ReadonlySet<string> {
  return new Set(overloads(runs).map(({ source }) => source));
}

/** There are figures, but no steady state that they could be of. */
const WITHHELD: Estimate = { mean: Number.NaN, low: Number.NaN, high: Number.NaN, replications: 0 };

function summaryRow(metric: string, unit: string, { mean, low, high, replications }: Estimate): SummaryRow {
  return { metric, unit, mean, ciLow: low, ciHigh: high, replications };
}
