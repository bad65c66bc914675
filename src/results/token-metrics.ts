// Metrics of a product that is sold by the token.

import type { RunTotals, TokenSales } from "../ledger/rows.ts";
import type { Metric } from "./metrics.ts";
import { toMillions } from "./tokens-table.ts";
import { toGpuHours } from "./units.ts";

function tokenMetric(
  name: string,
  unit: string,
  formula: string,
  description: string,
  of: (sales: TokenSales, totals: RunTotals) => number,
): Metric<number> {
  return { name, unit, formula, description, of: (totals, token) => of(totals.tokens[token]!, totals) };
}

/** About a token product by its index. */
export const TOKEN_METRICS: readonly Metric<number>[] = [
  tokenMetric("revenue_usd", "USD", "Σ revenue_usd of tokens.csv", "Money billed.", ({ revenue }) => revenue),
  tokenMetric("served_mtok", "Mtok", "Σ served_mtok of tokens.csv", "Output tokens served.", ({ served }) =>
    toMillions(served),
  ),
  tokenMetric(
    "served_share",
    "share",
    "served / asked for",
    "Share of the tokens asked for that were served.",
    ({ served, askedFor }) => served / askedFor,
  ),
  tokenMetric(
    "unserved_mtok",
    "Mtok",
    "Σ unserved_mtok of tokens.csv",
    "Output tokens turned away; of a batch, late.",
    ({ unserved }) => toMillions(unserved),
  ),
  tokenMetric(
    "allocated_gpu_h",
    "GPU-h",
    "Σ allocated_gpu_h of tokens.csv",
    "GPU-hours that its replicas held.",
    ({ held }) => toGpuHours(held),
  ),
  tokenMetric(
    "revenue_per_gpu_h_usd",
    "USD/GPU-h",
    "revenue_usd / allocated_gpu_h",
    "What a GPU-hour earned by tokens.",
    ({ revenue, held }) => revenue / toGpuHours(held),
  ),
];
