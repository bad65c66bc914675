// Where the GPU-hours go: shares of the fleet over the measured time, with intervals.

import { percent } from "../../index.ts";
import { type EstimateRow, estimatesInWords, estimateTable, intervalBars } from "../interval-bars.ts";
import { colour } from "../palette.ts";
import type { RunResults } from "../run-results.ts";
import type { Section } from "../section.ts";
import { idleCauses } from "./idle-causes.ts";

export function hours(results: RunResults): Section {
  const row = (label: string, metric: string, shade: string): EstimateRow => ({
    label,
    estimate: results.metric(metric),
    colour: shade,
  });
  const rows = [
    row("internal work", "utilisation_internal", colour("internal", 0)),
    row("– overhead of it", "overhead_internal_share", colour("internal", 1)),
    row("– lost of it", "lost_internal_share", colour("internal", 3)),
    row("sold", "utilisation_rental", colour("product", 0)),
    ...idleCauses(results).map(({ name, share }, index) => ({
      label: `idle: ${name}`,
      estimate: share,
      colour: colour("idle", index),
    })),
    row("down", "down_share", colour("down", 0)),
    row("draining", "draining_share", colour("down", 1)),
    row("standing by", "spare_share", colour("down", 2)),
  ].filter(({ estimate }) => estimate.mean > 0);
  const write = (share: number) => `${percent(share)} %`;
  return {
    id: "hours",
    title: "Where the GPU-hours go",
    blocks: [
      {
        kind: "figure",
        title: "Shares of the fleet",
        caption:
          "Bars are means over the replications, lines their 95 % intervals. What is sold and what is idle for whatever cause make up the slack that internal work leaves.",
        alternative: `Bars of shares of the fleet. ${estimatesInWords(rows, write)}.`,
        source: "summary.csv",
        legend: [],
        draw: (plot) => intervalBars(plot, rows, { label: "share of the fleet (%)", factor: 100 }),
        numbers: estimateTable(rows, "share of the fleet", write),
      },
    ],
  };
}
