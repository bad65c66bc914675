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
  tokenMetric(
    "asked_for_mtok",
    "Mtok",
    "Σ asked_for_mtok of tokens.csv",
    "Output tokens that customers asked for at the price.",
    ({ askedFor }) => toMillions(askedFor),
  ),
  tokenMetric("billed_mtok", "Mtok", "Σ billed_mtok of tokens.csv", "Output tokens billed.", ({ billed }) =>
    toMillions(billed),
  ),
  tokenMetric(
    "pending_mtok",
    "Mtok",
    "pending_mtok of the last step",
    "Of a batch: output tokens that wait at the end of the run.",
    ({ pending }) => toMillions(pending),
  ),
  tokenMetric(
    "price_paid_usd_per_mtok",
    "USD/Mtok",
    "revenue_usd / billed_mtok",
    "Mean price of a million output tokens with the input that came with them.",
    ({ revenue, billed }) => revenue / toMillions(billed),
  ),
  tokenMetric(
    "price_mean_usd_per_mtok",
    "USD/Mtok",
    "∫ price dt / measured_s",
    "The same over time, whether it was paid or not.",
    ({ price }) => price,
  ),
  {
    name: "rental_revenue_per_gpu_h_usd",
    unit: "USD/GPU-h",
    formula: "Σ revenue_usd of revenue.csv / Σ GPU-hours that those products held",
    description: "What a GPU-hour earned by rental of GPU-hours meanwhile.",
    of: ({ sales, held }, _, { products, sources }) => {
      const names = products.map(({ source }) => sources[source]!.name);
      const hours = held.reduce(
        (sum, { source, allocated }) => sum + (names.includes(source) ? toGpuHours(allocated) : 0),
        0,
      );
      return sales.reduce((sum, { revenue }) => sum + revenue, 0) / hours;
    },
  },
];
