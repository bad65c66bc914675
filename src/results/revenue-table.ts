import type { RevenueRow } from "../ledger/rows.ts";
import { REPLICATION, STEP } from "./common-columns.ts";
import type { Column, RunLabels, Table } from "./table.ts";
import { toGpuHours } from "./units.ts";

function requests(
  name: "requests" | "admitted" | "refused" | "preempted",
  description: string,
): Column<RevenueRow, RunLabels> {
  return { name, unit: "requests", formula: "", description, cell: (row) => row[name] };
}

export const REVENUE: Table<RevenueRow> = {
  file: "revenue.csv",
  row: "One product over one reporting step of one replication: what was asked, granted and billed.",
  columns: [
    REPLICATION,
    ...STEP,
    {
      name: "product",
      unit: "",
      formula: "",
      description: "Name of the product.",
      cell: ({ product }, { products }) => products[product] ?? "",
    },
    requests("requests", "Requests that arrived."),
    requests("admitted", "Requests that got their GPUs."),
    requests("refused", "Requests that found no room and went."),
    requests("preempted", "Times that internal work took the GPUs back."),
    {
      name: "billed_gpu_h",
      unit: "GPU-h",
      formula: "used, topped up to the minimum and the granularity of the contract, less what was free",
      description: "GPU-hours billed.",
      cell: ({ billed }) => toGpuHours(billed),
    },
    {
      name: "revenue_usd",
      unit: "USD",
      formula: "Σ over billing lines of billed GPU-hours × price",
      description: "Money billed.",
      cell: ({ revenue }) => revenue,
    },
  ],
};
