import type { RevenueRow } from "../ledger/rows.ts";
import { PRODUCT, REPLICATION, STEP } from "./common-columns.ts";
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
    PRODUCT,
    requests("requests", "Requests that arrived."),
    requests("admitted", "Requests that got their GPUs."),
    requests("refused", "Requests that found no room and went."),
    requests(
      "preempted",
      "Times that the GPUs were taken back, by internal work, other rental or the customer whose they are.",
    ),
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
      formula: "Σ over billing lines of billed GPU-hours × price, less credits_usd and breach_usd",
      description: "Money billed, after what is given back or paid out.",
      cell: ({ revenue }) => revenue,
    },
    {
      name: "gross_usd",
      unit: "USD",
      formula: "revenue_usd + refunds_usd + credits_usd + breach_usd",
      description: "Money charged before anything is given back.",
      cell: ({ gross }) => gross,
    },
    {
      name: "refunds_usd",
      unit: "USD",
      formula: "",
      description: "Of it, what was given back on lines that turned out free.",
      cell: ({ refunds }) => refunds,
    },
    {
      name: "credits_usd",
      unit: "USD",
      formula: "Σ over months of customers of the month's bill × credit of its tier × share that claims",
      description: "Service-level credits.",
      cell: ({ credits }) => credits,
    },
    {
      name: "breach_usd",
      unit: "USD",
      formula: "Σ over preemptions of GPUs × breach cost × price",
      description: "Money paid to customers whose GPUs were taken.",
      cell: ({ breach }) => breach,
    },
    {
      name: "used_gpu_h",
      unit: "GPU-h",
      formula: "allocated_gpu_h − unused_gpu_h of allocation.csv",
      description: "GPU-hours that the customers used of what they held.",
      cell: ({ used }) => toGpuHours(used),
    },
  ],
};
