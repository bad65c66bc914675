import type { TokenRow } from "../ledger/rows.ts";
import { REPLICATION, STEP } from "./common-columns.ts";
import type { Column, RunLabels, Table } from "./table.ts";
import { toGpuHours } from "./units.ts";

/** Output tokens in millions. */
export function toMillions(tokens: number): number {
  return tokens / 1e6;
}

function millions(
  name: string,
  quantity: "askedFor" | "served" | "unserved" | "pending" | "billed",
  description: string,
  formula = "",
): Column<TokenRow, RunLabels> {
  return { name, unit: "Mtok", formula, description, cell: (row) => toMillions(row[quantity]) };
}

export const TOKENS: Table<TokenRow> = {
  file: "tokens.csv",
  row: "One product that is sold by the token over one reporting step of one replication; written if there is one. Tokens are output tokens.",
  columns: [
    REPLICATION,
    ...STEP,
    {
      name: "product",
      unit: "",
      formula: "",
      description: "Name of the product.",
      cell: ({ token }, { tokens }) => tokens[token] ?? "",
    },
    millions("asked_for_mtok", "askedFor", "Tokens that customers asked for; of a batch, submitted."),
    millions("served_mtok", "served", "Tokens that were served."),
    millions(
      "unserved_mtok",
      "unserved",
      "Tokens turned away for want of replicas; of a batch, late: not served when their window ended.",
    ),
    millions("pending_mtok", "pending", "Of a batch: tokens that wait at the end of the step."),
    millions(
      "billed_mtok",
      "billed",
      "Tokens that are billed.",
      "served; of what is provisioned, all that its replicas could have served",
    ),
    {
      name: "allocated_gpu_h",
      unit: "GPU-h",
      formula: "",
      description: "GPU-hours that its replicas held.",
      cell: ({ held }) => toGpuHours(held),
    },
    {
      name: "price_usd_per_mtok",
      unit: "USD/Mtok",
      formula:
        "(price out + price in × input / output) × (1 − discount) × what drivers multiply it by, ∫ dt / step",
      description: "Mean price of a million output tokens with the input that comes with them.",
      cell: ({ price }) => price,
    },
    {
      name: "revenue_usd",
      unit: "USD",
      formula: "Σ billed tokens × their price",
      description: "Money billed, for output and the input that came with it.",
      cell: ({ revenue }) => revenue,
    },
    {
      name: "revenue_per_gpu_h_usd",
      unit: "USD/GPU-h",
      formula: "revenue_usd / allocated_gpu_h",
      description: "What a GPU-hour earned by tokens; empty where none was held.",
      cell: ({ revenue, held }) => revenue / toGpuHours(held),
    },
    {
      name: "rental_revenue_per_gpu_h_usd",
      unit: "USD/GPU-h",
      formula: "Σ revenue_usd of revenue.csv / Σ GPU-hours that those products held, over the same step",
      description: "What a GPU-hour earned by rental meanwhile; empty where none was held.",
      cell: ({ rentalRevenue, rentalHeld }) => rentalRevenue / toGpuHours(rentalHeld),
    },
  ],
};
