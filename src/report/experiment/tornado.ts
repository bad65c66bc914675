// Which path moves a metric most, where each is moved by itself.

import type { PlotOptions } from "@observablehq/plot";
import { intervalText } from "../../index.ts";
import { signed } from "../interval-text.ts";
import { colour } from "../palette.ts";
import type { Figure, PlotLibrary, Section } from "../section.ts";
import { type Compared, readComparison } from "./compared.ts";
import type { ExperimentResults } from "./experiment-results.ts";
import { metricAxis, writerOf } from "./metric-axis.ts";
import { largestOf } from "./response.ts";
import { marginFor } from "./spread.ts";

/** A point that differs from the control in one path. */
interface Moved extends Compared {
  readonly path: string;
  readonly from: string;
  readonly to: string;
}

/** Null unless every point differs from the control in one path, and there are at least two such paths. */
export async function tornado(results: ExperimentResults): Promise<Section | null> {
  const control = results.points.find(({ point }) => point === results.control);
  if (control === undefined) return null;
  const moved: Moved[] = [];
  for (const row of await readComparison(results)) {
    const different = results.paths.filter(({ place }) => row.values[place] !== control.values[place]);
    const [only] = different;
    if (only === undefined || different.length > 1) return null;
    const [from, to] = [control, row].map(({ values }) => values[only.place] || "as is") as [string, string];
    if (Number.isFinite(row.difference.mean)) moved.push({ ...row, path: only.path, from, to });
  }
  if (new Set(moved.map(({ path }) => path)).size < 2) return null;
  const metrics = [...new Set(moved.map(({ metric }) => metric))];
  const figures = metrics.map((metric) => figureOf(moved.filter((each) => each.metric === metric)));
  return { id: "tornado", title: "What matters most", blocks: figures };
}

function figureOf(moved: readonly Moved[]): Figure {
  const { metric, unit } = moved[0]!;
  const size = (path: string) =>
    largestOf(moved.filter((each) => each.path === path).map((each) => each.difference));
  const paths = [...new Set(moved.map(({ path }) => path))].toSorted((a, b) => size(b) - size(a));
  const write = signed(writerOf(unit));
  const rows = paths.flatMap((path) =>
    moved
      .filter((each) => each.path === path)
      .map(({ from, to, difference }) => [
        path,
        `${from} → ${to}`,
        write(difference.mean),
        intervalText(difference, write),
      ]),
  );
  return {
    kind: "figure",
    title: `${metric}: each path moved by itself`,
    caption:
      "Bars are changes against the control, lines their 95 % intervals, the path that moves the metric most on top. A bar shorter than its line may be chance; what two paths do together is not in it.",
    alternative: `Bars by path, longest first. ${rows.map((row) => row.join(" ").trimEnd()).join("; ")}.`,
    source: "comparison.csv",
    legend: [
      { label: "less", colour: colour("product", 1) },
      { label: "more", colour: colour("internal", 0) },
    ],
    draw: (plot) => draw(plot, moved, paths, metricAxis(`change of ${metric}`, unit, size(paths[0]!))),
    numbers: { header: ["path", "value", "change", "95 % interval"], rows },
  };
}

function draw(
  plot: PlotLibrary,
  moved: readonly Moved[],
  paths: readonly string[],
  { factor, label }: { readonly factor: number; readonly label: string },
): PlotOptions {
  const nameOf = ({ path, to }: Moved) => `${path} → ${to}`;
  const rows = paths.flatMap((path) => moved.filter((each) => each.path === path));
  const data = rows.map((row) => ({
    name: nameOf(row),
    mean: row.difference.mean * factor,
    low: row.difference.low * factor,
    high: row.difference.high * factor,
    shade: row.difference.mean < 0 ? colour("product", 1) : colour("internal", 0),
  }));
  const sure = data.filter(({ low }) => Number.isFinite(low));
  const names = rows.map(nameOf);
  return {
    height: 60 + 28 * rows.length,
    marginLeft: Math.min(420, marginFor(names) + 40),
    x: { label, grid: true, nice: true },
    y: { label: null, domain: names },
    marks: [
      plot.barX(data, { x: "mean", y: "name", fill: "shade", insetTop: 3, insetBottom: 3 }),
      plot.ruleY(sure, { x1: "low", x2: "high", y: "name", stroke: "var(--paper)", strokeWidth: 4 }),
      plot.ruleY(sure, { x1: "low", x2: "high", y: "name", stroke: "var(--ink)", strokeWidth: 1.6 }),
      plot.ruleX([0]),
    ],
  };
}
