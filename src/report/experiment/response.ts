// How the metrics answer to each swept path.

import type { PlotOptions } from "@observablehq/plot";
import { quantile } from "simple-statistics";
import type { Estimate } from "../../index.ts";
import { colour } from "../palette.ts";
import type { Figure, LegendEntry, PlotLibrary, Section } from "../section.ts";
import type { ExperimentResults, PointResult, ShownMetric } from "./experiment-results.ts";
import { metricAxis, writerOf } from "./metric-axis.ts";
import type { SweptPath } from "./swept-path.ts";

/** Assumptions: more figures or lines than these are not looked at. */
const MOST_PATHS = 6;
const MOST_LINES = 5;
/** Assumption: from here on single points are a cloud, and their quantiles tell more. */
const MOST_DOTS = 200;

const LINES = [
  { stroke: colour("internal", 0), dash: "" },
  { stroke: colour("product", 1), dash: "6 3" },
  { stroke: colour("internal", 2), dash: "2 3" },
  { stroke: colour("product", 2), dash: "9 3 2 3" },
  { stroke: "var(--ink)", dash: "1 3" },
] as const;

interface Place {
  /** a number, or the text of the setting */
  readonly x: number | string;
  readonly estimate: Estimate;
}

/** Points that differ in the path alone. */
interface Line {
  readonly others: string;
  readonly places: readonly Place[];
}

export function response(results: ExperimentResults): Section | null {
  // Paths that points leave to the scenario are moved by themselves: the tornado tells of them.
  const alone = results.paths.length === 1;
  const paths = results.paths
    .filter(({ values }) => values.length > 1 && (alone || !values.includes("")))
    .slice(0, MOST_PATHS);
  const figures = results.metrics.flatMap((metric) => paths.map((path) => figureOf(results, metric, path)));
  if (figures.length === 0) return null;
  return { id: "response", title: "How the metrics answer", blocks: figures };
}

function figureOf(results: ExperimentResults, { metric, unit }: ShownMetric, path: SweptPath): Figure {
  const lines = linesOf(results, metric, path);
  const estimates = lines.flatMap(({ places }) => places.map(({ estimate }) => estimate));
  const axis = metricAxis(metric, unit, largestOf(estimates));
  const along = path.values.map((value) => meanAt(results.points, metric, path, value));
  const write = writerOf(unit);
  const few = lines.length <= MOST_LINES;
  const words = path.values
    .slice(0, 8)
    .map((value, at) => `${value === "" ? "as in the scenario" : value}: ${write(along[at]!)}`);
  return {
    kind: "figure",
    title: `${metric} by ${path.path}`,
    caption: few
      ? "Points are means over the replications, bands and bars their 95 % intervals, each point alone; comparison.csv, where it is there, has the differences, which are known better."
      : "Every other path moves too. The line is the median over the points at about this value, four of five points lie in the band: a line that rises or falls by more than the band is wide says that this path matters most.",
    alternative: `${metric} along ${path.path}, mean over all points at a value: ${words.join("; ")}${path.values.length > 8 ? "; and so on" : ""}.`,
    source: "points.csv",
    legend: few && lines.length > 1 ? legendOf(lines) : [],
    draw: (plot) => (few ? drawLines(plot, lines, path, axis) : drawCloud(plot, lines, path, axis)),
    numbers: null,
  };
}

function linesOf({ points, paths }: ExperimentResults, metric: string, path: SweptPath): Line[] {
  const lines = new Map<string, Place[]>();
  for (const { values, estimates } of points) {
    const estimate = estimates.get(metric);
    if (estimate === undefined || !Number.isFinite(estimate.mean)) continue;
    const others = paths
      .filter(({ place, values: all }) => place !== path.place && all.length > 1)
      .map(({ path: name, place }) => `${name} = ${values[place] || "as in the scenario"}`)
      .join(", ");
    const text = values[path.place]!;
    const x = path.numbers?.get(text) ?? (text || "as in the scenario");
    lines.set(others, [...(lines.get(others) ?? []), { x, estimate }]);
  }
  return [...lines].map(([others, places]) => ({ others, places }));
}

function legendOf(lines: readonly Line[]): LegendEntry[] {
  return lines.map(({ others }, at) => ({ label: others, colour: LINES[at]!.stroke }));
}

function meanAt(points: readonly PointResult[], metric: string, path: SweptPath, value: string): number {
  const means = points
    .filter(({ values }) => values[path.place] === value)
    .map(({ estimates }) => estimates.get(metric)?.mean ?? Number.NaN)
    .filter(Number.isFinite);
  return means.reduce((sum, mean) => sum + mean, 0) / means.length;
}

/** The largest size that is drawn. */
export function largestOf(estimates: readonly Estimate[]): number {
  return estimates.reduce((most, { mean }) => Math.max(most, Math.abs(mean) || 0), 0);
}

interface Axis {
  readonly factor: number;
  readonly label: string;
}

function options(swept: SweptPath, { label }: Axis): PlotOptions {
  const named = swept.numbers === null;
  return {
    height: 280,
    marginTop: 34,
    marginLeft: 66,
    x: named
      ? {
          type: "point",
          padding: 0.5,
          label: swept.label,
          domain: swept.values.map((v) => v || "as in the scenario"),
        }
      : { label: swept.label, nice: true },
    y: { label, grid: true, nice: true },
  };
}

function drawLines(plot: PlotLibrary, lines: readonly Line[], path: SweptPath, axis: Axis): PlotOptions {
  const marks = lines.flatMap(({ places }, at) => {
    const data = places
      .map(({ x, estimate: { mean, low, high } }) => ({
        x,
        mean: mean * axis.factor,
        low: low * axis.factor,
        high: high * axis.factor,
      }))
      .toSorted((a, b) => Number(a.x) - Number(b.x));
    const known = data.filter(({ low }) => Number.isFinite(low));
    const { stroke, dash } = LINES[at]!;
    const drawn =
      path.numbers === null
        ? []
        : [
            plot.areaY(known, { x: "x", y1: "low", y2: "high", fill: stroke, fillOpacity: 0.14 }),
            plot.lineY(data, { x: "x", y: "mean", stroke, strokeWidth: 2, strokeDasharray: dash }),
          ];
    // Side by side, so that none hides another.
    const dx = path.numbers === null ? 7 * (at - (lines.length - 1) / 2) : 0;
    return [
      ...drawn,
      plot.ruleX(known, { x: "x", y1: "low", y2: "high", stroke, strokeWidth: 1.2, dx }),
      plot.dot(data, { x: "x", y: "mean", fill: stroke, stroke: "var(--paper)", strokeWidth: 0.8, r: 4, dx }),
    ];
  });
  return { ...options(path, axis), marks };
}

/** Parts of the axis over which quantiles are taken. */
const PARTS = 16;

function drawCloud(plot: PlotLibrary, lines: readonly Line[], path: SweptPath, axis: Axis): PlotOptions {
  const data = lines.flatMap(({ places }) =>
    places.map(({ x, estimate }) => ({ x, mean: estimate.mean * axis.factor })),
  );
  const spread = quantilesOf(data, path);
  const dots = data.length <= MOST_DOTS ? data : [];
  const shade = colour("internal", 0);
  const band =
    path.numbers === null
      ? [
          plot.ruleX(spread, {
            x: "x",
            y1: "low",
            y2: "high",
            stroke: shade,
            strokeWidth: 14,
            strokeOpacity: 0.25,
          }),
        ]
      : [
          plot.areaY(spread, { x: "x", y1: "low", y2: "high", fill: shade, fillOpacity: 0.18 }),
          plot.lineY(spread, { x: "x", y: "median", stroke: shade, strokeWidth: 2 }),
        ];
  return {
    ...options(path, axis),
    marks: [
      ...band,
      plot.dot(dots, { x: "x", y: "mean", r: 2.2, fill: "var(--muted)", fillOpacity: 0.7 }),
      plot.dot(spread, { x: "x", y: "median", r: 4, fill: shade, stroke: "var(--paper)", strokeWidth: 0.8 }),
    ],
  };
}

/** Median and the 10 % and 90 % quantiles, by value where they are few and else over equal parts of the axis. */
function quantilesOf(
  data: readonly { readonly x: number | string; readonly mean: number }[],
  path: SweptPath,
) {
  const parts = new Map<number | string, { readonly xs: number[]; readonly means: number[] }>();
  const numbers = [...(path.numbers?.values() ?? [])];
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  for (const { x, mean } of data) {
    const whole = typeof x === "string" || path.values.length <= PARTS;
    const part = whole ? x : Math.min(PARTS - 1, Math.floor(((x - least) / (most - least)) * PARTS));
    if (!parts.has(part)) parts.set(part, { xs: [], means: [] });
    parts.get(part)!.means.push(mean);
    parts.get(part)!.xs.push(Number(x));
  }
  return [...parts]
    .map(([part, { xs, means }]) => ({
      x: typeof part === "string" ? part : xs.reduce((sum, x) => sum + x, 0) / xs.length,
      median: quantile(means, 0.5),
      low: quantile(means, 0.1),
      high: quantile(means, 0.9),
    }))
    .toSorted((a, b) => Number(a.x) - Number(b.x));
}
