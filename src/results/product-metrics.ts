// Metrics of a product that is sold by the GPU-hour.

import type { RunTotals, Sales } from "../ledger/rows.ts";
import { type Metric, perYear } from "./metrics.ts";
import { toGpuHours } from "./units.ts";

function salesMetric(
  name: string,
  unit: string,
  formula: string,
  description: string,
  of: (sales: Sales, totals: RunTotals) => number,
): Metric<number> {
  return { name, unit, formula, description, of: (totals, product) => of(totals.sales[product]!, totals) };
}

export const PRODUCT_METRICS: readonly Metric<number>[] = [
  salesMetric(
    "revenue_usd",
    "USD",
    "Σ revenue_usd of revenue.csv",
    "Money billed.",
    ({ revenue }) => revenue,
  ),
  {
    ...salesMetric(
      "revenue_per_year_usd",
      "USD/year",
      "revenue_usd / measured_s × 31,536,000",
      "Annualised: 365 days at the pace of the measured time.",
      ({ revenue }, totals) => perYear(revenue, totals),
    ),
    steady: true,
  },
  salesMetric("billed_gpu_h", "GPU-h", "Σ billed_gpu_h of revenue.csv", "GPU-hours billed.", ({ billed }) =>
    toGpuHours(billed),
  ),
  salesMetric(
    "requests",
    "requests",
    "Σ requests of revenue.csv",
    "Requests that arrived.",
    ({ requests }) => requests,
  ),
  salesMetric(
    "refused_share",
    "share",
    "refused / requests",
    "Share of the requests that found no room.",
    ({ refused, requests }) => refused / requests,
  ),
  salesMetric(
    "preemptions_per_admission",
    "times",
    "preempted / admitted",
    "How often internal work took the GPUs of an admitted request back, on average.",
    ({ preempted, admitted }) => (admitted === 0 ? Number.NaN : preempted / admitted),
  ),
];
