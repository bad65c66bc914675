// Bars of estimates with their 95 % intervals, a row each.

import type { PlotOptions } from "@observablehq/plot";
import { type Estimate, intervalText } from "../index.ts";
import type { PlotLibrary, TableText } from "./section.ts";

export interface EstimateRow {
  readonly label: string;
  readonly estimate: Estimate;
  /** a CSS colour */
  readonly colour: string;
}

interface Axis {
  /** with its unit */
  readonly label: string;
  /** from the unit of the estimates to that of the axis */
  readonly factor: number;
}

/** Bars from 0, with the interval drawn across the end of each. */
export function intervalBars(
  plot: PlotLibrary,
  rows: readonly EstimateRow[],
  { label, factor }: Axis,
): PlotOptions {
  const data = rows.map(({ estimate, ...row }) => ({
    ...row,
    mean: estimate.mean * factor,
    low: estimate.low * factor,
    high: estimate.high * factor,
  }));
  const known = data.filter(({ low }) => Number.isFinite(low));
  const longest = Math.max(...rows.map((row) => row.label.length));
  return {
    height: 56 + 30 * rows.length,
    marginLeft: Math.min(330, 24 + 7.2 * longest),
    x: { label, grid: true, nice: true },
    y: { label: null, domain: rows.map((row) => row.label) },
    marks: [
      plot.barX(data, {
        x: "mean",
        y: "label",
        fill: "colour",
        stroke: "var(--muted)",
        strokeWidth: 0.5,
        insetTop: 4,
        insetBottom: 4,
      }),
      plot.ruleY(known, { x1: "low", x2: "high", y: "label", stroke: "var(--paper)", strokeWidth: 4.5 }),
      plot.ruleY(known, { x1: "low", x2: "high", y: "label", stroke: "var(--ink)", strokeWidth: 1.6 }),
      plot.tickX(known, { x: "low", y: "label", inset: 9, stroke: "var(--ink)", strokeWidth: 1.6 }),
      plot.tickX(known, { x: "high", y: "label", inset: 9, stroke: "var(--ink)", strokeWidth: 1.6 }),
      plot.ruleX([0]),
    ],
  };
}

/** The same as a table. */
export function estimateTable(
  rows: readonly EstimateRow[],
  quantity: string,
  write: (value: number) => string,
): TableText {
  return {
    header: ["", quantity, "95 % interval"],
    rows: rows.map(({ label, estimate }) => [label, write(estimate.mean), intervalText(estimate, write)]),
  };
}

/** "spot $1.33M [$1.04M, $1.62M]; …" */
export function estimatesInWords(rows: readonly EstimateRow[], write: (value: number) => string): string {
  return rows
    .map(({ label, estimate }) => `${label} ${write(estimate.mean)} ${intervalText(estimate, write)}`.trim())
    .join("; ");
}
