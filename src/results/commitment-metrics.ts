// The figures of commitment risk that stand in the summary: over all promises of a pool, a size and a duration.

import type { CommitmentRow, CommitmentsPlan } from "../economics/commitment-risk.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Estimate } from "../statistics/interval.ts";
import { sizeText } from "./commitments-table.ts";
import { durationName } from "./firm-metrics.ts";
import type { Metric } from "./metrics.ts";
import { type NamedMetric, type SummaryRow, summaryRow, variantSuffixes } from "./summary-table.ts";
import { toGpuHours } from "./units.ts";

interface CommitmentMetric extends Omit<Metric<never>, "of"> {
  readonly of: (row: CommitmentRow) => Estimate;
}

/** Of a pool, a size and a duration: `h100.commitment_64_gpus_30d_broken_share`. */
export const COMMITMENT_METRICS: readonly CommitmentMetric[] = [
  {
    name: "broken_share",
    unit: "share",
    formula: "broken_share of commitments.csv, made_at_s all",
    description: "Share of the promises that would be broken.",
    of: ({ broken }) => broken,
  },
  {
    name: "short_gpu_h",
    unit: "GPU-h",
    formula: "short_gpu_h of commitments.csv, made_at_s all",
    description: "GPU-hours that a promise is short, on average.",
    of: ({ short: { mean, low, high, replications } }) => ({
      mean: toGpuHours(mean),
      low: toGpuHours(low),
      high: toGpuHours(high),
      replications,
    }),
  },
  {
    name: "short_share",
    unit: "share",
    formula: "short_share of commitments.csv, made_at_s all",
    description: "The same as a share of what was promised.",
    of: ({ shortShare }) => shortShare,
  },
  {
    name: "breach_usd",
    unit: "USD",
    formula: "breach_usd of commitments.csv, made_at_s all",
    description: "What that costs for a promise; only with a `breach`.",
    of: ({ cost }) => cost,
  },
];

/**
 * The rows of summary.csv about commitments: after rental, and, where there is a baseline, what internal work left.
 * @param results rows of commitments.csv
 * @param baseline those of baseline/commitments.csv, or none
 */
export function commitmentSummary(
  results: readonly CommitmentRow[],
  baseline: readonly CommitmentRow[],
  scenario: Scenario,
): SummaryRow[] {
  return [...summaryOf(results, "", scenario), ...summaryOf(baseline, "_baseline", scenario)];
}

/** What the summary of a run will have of them: a promise must end within the run. */
export function commitmentMetrics({ fleet, commitments, end, baseline }: Scenario): NamedMetric[] {
  if (commitments === null) return [];
  const durations = commitments.durations.filter((duration) => duration <= end);
  return variantSuffixes(baseline).flatMap((suffix) =>
    fleet.pools.flatMap(({ name: pool }) =>
      commitments.sizes.flatMap((size) =>
        durations.flatMap((duration) =>
          toldOf(commitments).map(({ name, unit }) => ({
            metric: `${commitmentPrefix(pool, { size, duration })}_${name}${suffix}`,
            unit,
          })),
        ),
      ),
    ),
  );
}

function summaryOf(
  rows: readonly CommitmentRow[],
  suffix: string,
  { fleet, commitments }: Scenario,
): SummaryRow[] {
  return rows
    .filter(({ madeAt }) => madeAt === "all")
    .flatMap((row) => {
      const prefix = commitmentPrefix(fleet.pools[row.pool]!.name, row);
      return toldOf(commitments!).map(({ name, unit, of }) =>
        summaryRow(`${prefix}_${name}${suffix}`, unit, of(row)),
      );
    });
}

function toldOf({ breach }: CommitmentsPlan): readonly CommitmentMetric[] {
  return COMMITMENT_METRICS.filter(({ name }) => name !== "breach_usd" || breach !== null);
}

function commitmentPrefix(
  pool: string,
  { size, duration }: Pick<CommitmentRow, "size" | "duration">,
): string {
  const text = size.kind === "gpus" ? `${size.gpus}_gpus` : sizeText(size).replace("%", "_percent");
  return `${pool}.commitment_${text}_${durationName(duration)}`;
}
