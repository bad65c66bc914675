// What revenue.csv and demand.csv say of a product step by step, over the run.

import type { DemandTotals, RunTotals, Sales } from "../ledger/rows.ts";
import type { Metric } from "./metrics.ts";
import { toGpuHours } from "./units.ts";

type Count = Exclude<keyof Sales, "billed" | "revenue" | "requests">;

function summed(name: string, unit: string, count: Count, description: string): Metric<number> {
  const formula = `Σ ${name} of revenue.csv`;
  return { name, unit, formula, description, of: ({ sales }, product) => sales[product]![count] };
}

/** Of every product that is sold by the GPU-hour, by its index. */
export const SALES_METRICS: readonly Metric<number>[] = [
  summed("admitted", "requests", "admitted", "Requests that started for the first time."),
  summed("refused", "requests", "refused", "Requests that found no room, or no waiting place."),
  {
    name: "left_share",
    unit: "share",
    formula: "outcome reneged / arrivals",
    description: "Share of the requests that left before they started: their patience had ended.",
    of: ({ outcomes }, product, { products, sources }) => {
      const source = sources[products[product]!.source]!.name;
      const row = outcomes.find((each) => each.source === source);
      return row === undefined ? Number.NaN : row.byOutcome.reneged / row.arrivals;
    },
  },
  summed("preempted", "times", "preempted", "Preemptions of running requests."),
  {
    name: "price_paid_usd_per_gpu_h",
    unit: "USD/GPU-h",
    formula: "(gross_usd − refunds_usd) / billed_gpu_h",
    description: "Mean price of a GPU-hour that was billed, before credits and breach costs.",
    of: ({ sales }, product) => {
      const { gross, refunds, billed } = sales[product]!;
      return (gross - refunds) / toGpuHours(billed);
    },
  },
  summed("gross_usd", "USD", "gross", "Charged before anything is given back."),
  summed("refunds_usd", "USD", "refunds", "Given back for lines that turned out free."),
  summed("credits_usd", "USD", "credits", "Service-level credits, as expected over customers."),
  summed("breach_usd", "USD", "breach", "Paid to customers whose GPUs were taken."),
];

function demandOf({ demand }: RunTotals, product: number): DemandTotals {
  return demand![product]!;
}

function shareOfCustomers(
  name: string,
  count: "notReady" | "gone" | "declined" | "switched",
  column: string,
  description: string,
): Metric<number> {
  return {
    name,
    unit: "share",
    formula: `Σ ${column} / Σ customers of demand.csv`,
    description,
    of: (totals, product) => {
      const demand = demandOf(totals, product);
      return demand[count] / demand.customers;
    },
  };
}

/** Of products by their index, where prices move or customers choose. */
export const DEMAND_METRICS: readonly Metric<number>[] = [
  {
    name: "customers",
    unit: "customers",
    formula: "Σ customers of demand.csv",
    description: "Customers who came for the product, whether they asked for anything or not.",
    of: (totals, product) => demandOf(totals, product).customers,
  },
  shareOfCustomers("not_ready_share", "notReady", "not_ready", "Share of them who could not buy yet."),
  shareOfCustomers("gone_share", "gone", "gone", "Share of them who had left for good."),
  shareOfCustomers("declined_share", "declined", "declined", "Share of them who balked at the price."),
  shareOfCustomers("switched_share", "switched", "switched", "Share of them who asked for another product."),
  {
    name: "retries",
    unit: "requests",
    formula: "Σ retries of demand.csv",
    description: "Refused requests that came again.",
    of: (totals, product) => demandOf(totals, product).retries,
  },
  {
    name: "churned_customers",
    unit: "customers",
    formula: "",
    description:
      "Customers who have left for good by the end of the run, its warm-up included; empty where none ever do.",
    of: (totals, product) => demandOf(totals, product).churned,
  },
  {
    name: "price_mean_usd_per_gpu_h",
    unit: "USD/GPU-h",
    formula: "∫ price dt / measured_s",
    description: "Mean price over time, whether it was paid or not.",
    of: (totals, product) => demandOf(totals, product).price,
  },
];
