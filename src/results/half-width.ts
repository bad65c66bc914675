import type { Scenario } from "../scenario/scenario.ts";
import { type SummaryRow, summaryRow } from "./summary-table.ts";

/** How precise the answer is, in one number. */
export const HALF_WIDTH = {
  name: "half_width_share",
  unit: "share",
  formula: "(ci_high − ci_low) / 2 / |mean| of revenue_usd, or of idle_share if nothing is for sale",
  description: "Half the length of the interval of the main figure, as a share of it.",
} as const;

/** @param rows of the summary so far */
export function halfWidthRow(rows: readonly SummaryRow[], { products, tokens }: Scenario): SummaryRow {
  const main = products.length + tokens.length > 0 ? "revenue_usd" : "idle_share";
  const { mean, ciLow, ciHigh, replications } = rows.find(({ metric }) => metric === main)!;
  const width = (ciHigh - ciLow) / 2 / Math.abs(mean);
  return summaryRow(HALF_WIDTH.name, HALF_WIDTH.unit, {
    mean: width,
    low: Number.NaN,
    high: Number.NaN,
    replications,
  });
}
