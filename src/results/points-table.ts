import { POINT, type SweptPoint, sweptColumns } from "./swept-columns.ts";
import type { Table } from "./table.ts";

/** One metric of one point, over its replications. */
export interface PointRow extends SweptPoint {
  readonly metric: string;
  readonly unit: string;
  readonly mean: number;
  readonly ciLow: number;
  readonly ciHigh: number;
  /** replications that had a value */
  readonly replications: number;
}

/** points.csv of an experiment on these paths. */
export function pointsTable(paths: readonly string[]): Table<PointRow, null> {
  return {
    file: "points.csv",
    row: "One metric of one point over its replications, as in summary.csv.",
    columns: [
      POINT,
      ...sweptColumns(paths),
      {
        name: "metric",
        unit: "",
        formula: "",
        description: "Name of the metric.",
        cell: ({ metric }) => metric,
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
          "Lower end of the 95 % Student-t interval of this point alone; empty for one replication.",
        cell: ({ ciLow }) => ciLow,
      },
      {
        name: "ci_high",
        unit: "the row's",
        formula: "mean + t(0.975, replications − 1) × s / √replications",
        description:
          "Upper end of the 95 % Student-t interval of this point alone; empty for one replication.",
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
        name: "unit",
        unit: "",
        formula: "",
        description: "Unit of the metric; `share` is a number from 0 to 1.",
        cell: ({ unit }) => unit,
      },
    ],
  };
}
