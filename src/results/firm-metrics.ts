// The figures of firm capacity that stand in the summary: GPUs by pool and duration, with one confidence.

import type { FirmCapacityRow } from "../economics/firm-capacity.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Estimate } from "../statistics/interval.ts";
import type { Metric } from "./metrics.ts";
import type { SummaryRow } from "./summary-table.ts";

/** The summary takes the confidence that comes next to this. */
const HEADLINE = 0.95;

interface FirmMetric extends Omit<Metric<never>, "of"> {
  readonly hour: "all" | "each";
  readonly of: (row: FirmCapacityRow) => Estimate;
}

/** Of a pool, a duration and a confidence: `h100.firm_1d_95_gpus`. */
export const FIRM_METRICS: readonly FirmMetric[] = [
  {
    name: "gpus",
    unit: "GPUs",
    formula: "firm of firm_capacity.csv, shape GPU, hour_of_week all",
    description: "GPUs that may be promised at any time, with the interval of `firm`.",
    hour: "all",
    of: ({ firm }) => firm,
  },
  {
    name: "kept_share",
    unit: "share",
    formula: "kept_share of firm_capacity.csv, shape GPU, hour_of_week all",
    description: "Share of these promises that were kept, out of sample.",
    hour: "all",
    of: ({ kept }) => kept,
  },
  {
    name: "informed_gpus",
    unit: "GPUs",
    formula: "firm of firm_capacity.csv, shape GPU, hour_of_week each",
    description: "GPUs that may be promised by the hour of the week and by what is free then, on average.",
    hour: "each",
    of: ({ firm }) => firm,
  },
  {
    name: "informed_kept_share",
    unit: "share",
    formula: "kept_share of firm_capacity.csv, shape GPU, hour_of_week each",
    description: "Share of these promises that were kept, out of sample.",
    hour: "each",
    of: ({ kept }) => kept,
  },
];

/**
 * The rows of summary.csv about firm capacity: after rental, and, where there is a baseline, what internal work left.
 * @param results rows of firm_capacity.csv
 * @param baseline those of baseline/firm_capacity.csv, or none
 */
export function firmSummary(
  results: readonly FirmCapacityRow[],
  baseline: readonly FirmCapacityRow[],
  scenario: Scenario,
): SummaryRow[] {
  return [...summaryOf(results, "", scenario), ...summaryOf(baseline, "_baseline", scenario)];
}

function summaryOf(
  rows: readonly FirmCapacityRow[],
  suffix: string,
  { fleet, firmCapacity }: Scenario,
): SummaryRow[] {
  const headline = headlineOf(firmCapacity?.confidences ?? []);
  const told = rows.filter(
    ({ confidence, shape, bookings }) => confidence === headline && shape.name === "GPU" && bookings > 0,
  );
  return told.flatMap((row) =>
    FIRM_METRICS.filter(({ hour }) => hour === row.hour).map(({ name, unit, of }) => {
      const { mean, low, high, replications } = of(row);
      const metric = `${prefixOf(fleet.pools[row.pool]!.name, row)}_${name}${suffix}`;
      return { metric, unit, mean, ciLow: low, ciHigh: high, replications };
    }),
  );
}

/** `h100.firm_1d_95` */
export function prefixOf(pool: string, { duration, confidence }: FirmPromise): string {
  return `${pool}.firm_${durationName(duration)}_${Number((100 * confidence).toPrecision(12))}`;
}

type FirmPromise = Pick<FirmCapacityRow, "duration" | "confidence">;

/** The confidence of the summary. */
export function headlineOf(confidences: readonly number[]): number {
  const distance = (confidence: number) => Math.abs(confidence - HEADLINE);
  return confidences.reduce((best, each) => (distance(each) < distance(best) ? each : best), Infinity);
}

/** A duration in days or hours if it is a whole number of them: `7d`, `6h`, else in seconds. */
export function durationName(ms: number): string {
  for (const [unit, size] of [
    ["d", 86_400_000],
    ["h", 3_600_000],
  ] as const) {
    if (ms % size === 0) return `${ms / size}${unit}`;
  }
  return `${ms / 1000}s`;
}
