// Metrics of what moves together, written where drivers load several at once.

import type { Correlations } from "../ledger/rows.ts";
import type { Metric } from "./metrics.ts";

export const DRIVER_METRICS: readonly Metric<null>[] = [
  {
    name: "internal_rental_correlation",
    unit: "",
    formula: "correlation over steps of allocated_internal_gpu_h / step and Σ requests / step",
    description:
      "Whether internal work and the requests of customers rise and fall together, −1 to 1; written if the scenario has drivers.",
    steady: true,
    of: ({ correlation }) => correlation,
  },
];

/** The same of each product, by its index. Of tokens demand is asked_for_mtok, and the price price_usd_per_mtok. */
export const PRODUCT_DRIVER_METRICS: readonly Metric<number>[] = [
  correlationMetric(
    "internal_demand_correlation",
    "allocated_internal_gpu_h / step and customers (or requests, where nobody is asked) / step",
    "Whether internal work and the demand for the product rise and fall together.",
    ({ internalDemand }) => internalDemand,
  ),
  correlationMetric(
    "internal_price_correlation",
    "allocated_internal_gpu_h / step and price_usd_per_gpu_h",
    "Whether the product is dear when internal work is much; empty where its price stays.",
    ({ internalPrice }) => internalPrice,
  ),
  correlationMetric(
    "demand_price_correlation",
    "customers / step and price_usd_per_gpu_h",
    "Whether the product is dear when many come for it; empty where its price stays.",
    ({ demandPrice }) => demandPrice,
  ),
];

/** The same of token products by their index, which stand behind so many others. */
export function tokenDriverMetrics(products: number): readonly Metric<number>[] {
  return PRODUCT_DRIVER_METRICS.map((metric) => ({
    ...metric,
    of: (totals, token, scenario) => metric.of(totals, products + token, scenario),
  }));
}

function correlationMetric(
  name: string,
  series: string,
  description: string,
  of: (correlations: Correlations) => number,
): Metric<number> {
  return {
    name,
    unit: "",
    formula: `correlation over steps of ${series}`,
    description: `${description} Written if the scenario has drivers.`,
    steady: true,
    of: (totals, product) => of(totals.correlations[product]!),
  };
}
