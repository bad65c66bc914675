import type { WaitRow } from "../ledger/rows.ts";
import { REPLICATION } from "./common-columns.ts";
import type { Column, RunLabels, Table } from "./table.ts";
import { toSeconds } from "./units.ts";

function quantile(name: string, share: string, of: "p50" | "p90" | "p99"): Column<WaitRow, RunLabels> {
  return {
    name,
    unit: "s",
    formula: `${share} quantile, interpolated between neighbours (type 7, as numpy and R do)`,
    description: "Exact up to 1,000 waits other than 0, within 0.1 % of itself beyond that.",
    cell: (row) => toSeconds(row[of]),
  };
}

export const WAITS: Table<WaitRow> = {
  file: "waits.csv",
  row: "The waits of one source, all sizes together or one size, in one replication. Only jobs that arrived after the warm-up and started count.",
  columns: [
    REPLICATION,
    {
      name: "source",
      unit: "",
      formula: "",
      description: "Name of the source of jobs or the product.",
      cell: ({ source }) => source,
    },
    {
      name: "size",
      unit: "GPUs",
      formula: "",
      description: "GPUs of the jobs, or `all`.",
      cell: ({ size }) => size,
    },
    {
      name: "count",
      unit: "jobs",
      formula: "",
      description: "Jobs that started.",
      cell: ({ count }) => count,
    },
    {
      name: "wait_mean_s",
      unit: "s",
      formula: "Σ (first start − arrival) / count",
      description: "Mean wait, exact.",
      cell: ({ mean }) => toSeconds(mean),
    },
    quantile("wait_p50_s", "50 %", "p50"),
    quantile("wait_p90_s", "90 %", "p90"),
    quantile("wait_p99_s", "99 %", "p99"),
  ],
};
