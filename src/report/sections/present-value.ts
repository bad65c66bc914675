// What a stretch of time is worth at its beginning, with rental and without; only of a trajectory that says what GPUs cost.

import { dollars } from "../../index.ts";
import { type EstimateRow, estimatesInWords, estimateTable, intervalBars } from "../interval-bars.ts";
import { moneyAxis } from "../money-axis.ts";
import { colour } from "../palette.ts";
import type { RunResults } from "../run-results.ts";
import type { Section } from "../section.ts";

const METRIC = "trajectory_net_present_value_usd";

const VARIANTS = [
  ["", "with rental", colour("product", 0)],
  ["_baseline", "without", colour("internal", 0)],
  ["_difference", "by rental", "var(--muted)"],
] as const;

export function presentValue(results: RunResults): Section | null {
  const rows = VARIANTS.map(
    ([suffix, label, shade]): EstimateRow => ({
      label,
      estimate: results.metric(`${METRIC}${suffix}`),
      colour: shade,
    }),
  ).filter(({ estimate }) => Number.isFinite(estimate.mean));
  if (rows.length === 0) return null;
  const { factor, unit } = moneyAxis(rows.map(({ estimate }) => estimate.mean));
  return {
    id: "present-value",
    title: "Net present value",
    blocks: [
      {
        kind: "figure",
        title: "What this stretch of time is worth at its beginning",
        caption:
          "Money of every step, less what GPUs cost when they come, and what they are still worth at the end, all discounted; nothing is taken to go on. Where the scenario says no worth of an internal GPU-hour, internal work counts for nothing, and only the difference has a meaning.",
        alternative: `Bars of net present value. ${estimatesInWords(rows, dollars)}.`,
        source: "summary.csv",
        legend: [],
        draw: (plot) => intervalBars(plot, rows, { label: `net present value (${unit})`, factor }),
        numbers: estimateTable(rows, "net present value", dollars),
      },
    ],
  };
}
