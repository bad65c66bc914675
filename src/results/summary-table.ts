import type { Estimate } from "../statistics/interval.ts";
import type { Table } from "./table.ts";

/** One metric over all replications; ends of the interval are NaN when there is only one. */
export interface SummaryRow {
  readonly metric: string;
  readonly unit: string;
  readonly mean: number;
  readonly ciLow: number;
  readonly ciHigh: number;
  /** replications that had a value */
  readonly replications: number;
}

/** A metric without its figures. */
export type NamedMetric = Pick<SummaryRow, "metric" | "unit">;

/** What a metric ends in that is told with rental and, where there is a baseline, without. */
export function variantSuffixes(baseline: boolean): readonly string[] {
  return baseline ? ["", "_baseline"] : [""];
}

export function summaryRow(
  metric: string,
  unit: string,
  { mean, low, high, replications }: Estimate,
): SummaryRow {
  return { metric, unit, mean, ciLow: low, ciHigh: high, replications };
}

/** What all rows of a summary have in common. */
interface SummaryLabels {
  readonly mode: "steady" | "trajectory";
}

export const SUMMARY: Table<SummaryRow, SummaryLabels> = {
  file: "summary.csv",
  row: "One metric over all replications: after the warm-up, or in mode: trajectory over the whole of it. The metrics stand below.",
  columns: [
    {
      name: "metric",
      unit: "",
      formula: "",
      description: "Name of the metric.",
      cell: ({ metric }) => metric,
    },
    {
      name: "unit",
      unit: "",
      formula: "",
      description: "Unit of the metric; `share` is a number from 0 to 1.",
      cell: ({ unit }) => unit,
    },
    {
      name: "mean",
      unit: "the row's",
      formula: "Σ over replications / replications",
      description: "Mean over the replications that had a value.",
      cell: ({ mean }) => mean,
    },
    {
      name: "ci_low",
      unit: "the row's",
      formula: "mean − t(0.975, replications − 1) × s / √replications",
      description:
        "Lower end of the 95 % Student-t interval; empty for one replication. Of few replications it may lie where the metric cannot; the terminal and report.html cut it there.",
      cell: ({ ciLow }) => ciLow,
    },
    {
      name: "ci_high",
      unit: "the row's",
      formula: "mean + t(0.975, replications − 1) × s / √replications",
      description: "Upper end of the 95 % Student-t interval; empty for one replication. As the lower end.",
      cell: ({ ciHigh }) => ciHigh,
    },
    {
      name: "replications",
      unit: "",
      formula: "",
      description: "Replications that had a value.",
      cell: ({ replications }) => replications,
    },
    {
      name: "mode",
      unit: "",
      formula: "",
      description:
        "`steady`: an estimate of a state that lasts. `trajectory`: what happens in this stretch of time, and no estimate of a steady state; metrics that claim one are left out.",
      cell: (_, { mode }) => mode,
    },
  ],
};
