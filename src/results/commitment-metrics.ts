// The figures of commitment risk that stand in the summary: over all promises of a pool, a size and a duration.

import type { CommitmentRow } from "../economics/commitment-risk.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Estimate } from "../statistics/interval.ts";
import { sizeText } from "./commitments-table.ts";
import { durationName } from "./firm-metrics.ts";
import type { Metric } from "./metrics.ts";
import { type SummaryRow, summaryRow } from "./summary-table.ts";
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

function summaryOf(
  rows: readonly CommitmentRow[],
  suffix: string,
  { fleet, commitments }: Scenario,
): SummaryRow[] {
  const told = COMMITMENT_METRICS.filter(
    ({ name }) => name !== "breach_usd" || (commitments?.breach ?? null) !== null,
  );
  return rows
    .filter(({ madeAt }) => madeAt === "all")
    .flatMap((row) => {
      const size =
        row.size.kind === "gpus" ? `${row.size.gpus}_gpus` : sizeText(row.size).replace("%", "_percent");
      const prefix = `${fleet.pools[row.pool]!.name}.commitment_${size}_${durationName(row.duration)}`;
      return told.map(({ name, unit, of }) => summaryRow(`${prefix}_${name}${suffix}`, unit, of(row)));
    });
}
