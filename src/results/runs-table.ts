import { POINT, type SweptPoint, sweptColumns } from "./swept-columns.ts";
import type { Column, Table } from "./table.ts";

/** One replication of one point. */
export interface PointRunRow extends SweptPoint {
  /** its number, from 1 */
  readonly replication: number;
  readonly seed: string;
  /** values of the table's metrics, in their order; NaN where there is none */
  readonly metrics: readonly number[];
}

export interface MetricColumn {
  readonly metric: string;
  readonly unit: string;
}

/** runs.csv of an experiment on these paths whose runs have these metrics. */
export function runsTable(
  paths: readonly string[],
  metrics: readonly MetricColumn[],
): Table<PointRunRow, null> {
  return {
    file: "runs.csv",
    row: "One replication of one point.",
    columns: [
      POINT,
      {
        name: "replication",
        unit: "",
        formula: "",
        description:
          "Number of the replication, from 1; the same number has the same random numbers at every point.",
        cell: ({ replication }) => replication,
      },
      {
        name: "seed",
        unit: "",
        formula: "",
        description: "Seed of the scenario, which all points share.",
        cell: ({ seed }) => seed,
      },
      ...sweptColumns(paths),
      ...metrics.map(metricColumn),
    ],
  };
}

function metricColumn({ metric, unit }: MetricColumn, place: number): Column<PointRunRow, null> {
  return {
    name: metric,
    unit,
    formula: "",
    description:
      "A column for each metric of summary.csv: its value in this run, after the warm-up; `…_baseline` and `…_difference` too where the scenario has a baseline.",
    cell: ({ metrics }) => metrics[place] ?? Number.NaN,
  };
}
