// What is left of the revenue: at the margin, and after full cost; only where the scenario says what GPUs cost.

import { percent } from "../../index.ts";
import { type EstimateRow, estimatesInWords, estimateTable, intervalBars } from "../interval-bars.ts";
import type { RunResults } from "../run-results.ts";
import type { Section } from "../section.ts";
import { colourOf } from "./layers.ts";

const MARGINS = [
  ["contribution_margin", "contribution"],
  ["full_margin", "full cost"],
] as const;

export function margins(results: RunResults): Section | null {
  const subjects = [...results.scenario.products, ...(results.scenario.products.length > 1 ? [null] : [])];
  const rows = subjects.flatMap((product) =>
    MARGINS.map(([metric, name]) => row(results, product, metric, name)),
  );
  const known = rows.filter(({ estimate }) => Number.isFinite(estimate.mean));
  if (known.length === 0) return null;
  const write = (share: number) => `${percent(share)} %`;
  return {
    id: "margins",
    title: "Both margins",
    blocks: [
      {
        kind: "figure",
        title: "Margins by product",
        caption:
          "The contribution margin asks what a GPU-hour sold adds, now that the fleet stands: revenue less the energy that busy GPUs draw beyond idle ones. The full-cost margin charges it its share of all that the fleet costs: below zero it could not live without the work that it rides on.",
        alternative: `Bars of margins as shares of revenue. ${estimatesInWords(known, write)}.`,
        source: "summary.csv",
        legend: [],
        draw: (plot) => intervalBars(plot, known, { label: "margin (% of revenue)", factor: 100 }),
        numbers: estimateTable(known, "margin", write),
      },
    ],
  };
}

/** @param product null for all together */
function row(results: RunResults, product: string | null, metric: string, name: string): EstimateRow {
  return {
    label: `${product ?? "all"}: ${name}`,
    estimate: results.metric(product === null ? metric : `${product}.${metric}`),
    colour: product === null ? "var(--muted)" : colourOf(results, product),
  };
}
