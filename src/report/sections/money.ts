// What is earned, by product.

import { count, dollars, number, percent } from "../../index.ts";
import { type EstimateRow, estimatesInWords, estimateTable, intervalBars } from "../interval-bars.ts";
import { seconds, withInterval } from "../interval-text.ts";
import { moneyAxis } from "../money-axis.ts";
import type { RunResults } from "../run-results.ts";
import type { Block, Section } from "../section.ts";
import { colourOf } from "./layers.ts";
import { perMeasured } from "./measured.ts";

export function money(results: RunResults): Section | null {
  if (!results.sells) return null;
  const { products } = results.scenario;
  const rows: EstimateRow[] = products.map((name) => ({
    label: name,
    estimate: results.metric(`${name}.revenue_usd`),
    colour: colourOf(results, name),
  }));
  if (products.length > 1)
    rows.push({ label: "all", estimate: results.metric("revenue_usd"), colour: "var(--muted)" });
  const { factor, unit } = moneyAxis(rows.map(({ estimate }) => estimate.mean));
  return {
    id: "money",
    title: "Revenue by product",
    blocks: [
      {
        kind: "figure",
        title: `Revenue ${perMeasured(results)}, after refunds and credits`,
        caption:
          "Bars are means over the replications, lines their 95 % intervals: wide lines say that the replications disagree, and more of them would tell.",
        alternative: `Bars of revenue by product. ${estimatesInWords(rows, dollars)}.`,
        source: "summary.csv",
        legend: [],
        draw: (plot) =>
          intervalBars(plot, rows, { label: `revenue ${perMeasured(results)} (${unit})`, factor }),
        numbers: estimateTable(rows, "revenue", dollars),
      },
      ...buyers(results),
    ],
  };
}

/** What customers met with, product by product; those sold by the token are told of in their own section. */
function buyers(results: RunResults): Block[] {
  const rented = results.scenario.products.filter(
    (name) => results.metric(`${name}.requests`).replications > 0,
  );
  if (rented.length === 0) return [];
  const times = (value: number) =>
    Math.abs(value) < 100 && !Number.isInteger(value) ? number(value) : count(value);
  const rows = rented.map((name) => {
    const of = (metric: string) => results.metric(`${name}.${metric}`);
    return [
      name,
      times(of("requests").mean),
      withInterval(of("refused_share"), percent, " %"),
      withInterval(of("preemptions_per_admission"), times),
      withInterval(of("wait_mean_s"), seconds),
    ];
  });
  return [
    {
      kind: "table",
      title: "What customers met with, with 95 % intervals",
      header: ["product", "requests", "refused", "preemptions an admitted request", "mean wait"],
      rows,
      source: "summary.csv",
    },
  ];
}
