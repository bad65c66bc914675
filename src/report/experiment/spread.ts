// Every point with the mean, its interval and the single replications in one picture.

import type { PlotOptions } from "@observablehq/plot";
import { intervalText } from "../../index.ts";
import { colour } from "../palette.ts";
import type { Figure, PlotLibrary, Section } from "../section.ts";
import type { ExperimentResults, PointResult, ShownMetric } from "./experiment-results.ts";
import { metricAxis, writerOf } from "./metric-axis.ts";
import { largestOf } from "./response.ts";

/** Assumption: more rows than this are no picture. */
const MOST_POINTS = 24;
/** Assumption: more replications than this of a point are a smear. */
const MOST_REPLICATIONS = 60;

/** By metric, in the order of points and replications. */
type Runs = ReadonlyMap<string, { readonly point: number; readonly value: number }[]>;

export async function spread(results: ExperimentResults): Promise<Section | null> {
  const points = results.points.slice(0, MOST_POINTS);
  if (points.length === 0 || results.points.length > MOST_POINTS) return null;
  const runs = await readRuns(results);
  return {
    id: "spread",
    title: "Means and what is behind them",
    blocks: results.metrics.map((metric) => figureOf(results, metric, runs)),
  };
}

async function readRuns(results: ExperimentResults): Promise<Runs> {
  const runs = new Map(
    results.metrics.map(({ metric }) => [metric, [] as { point: number; value: number }[]]),
  );
  await results.each("runs.csv", (row) => {
    if (row.number("replication") > MOST_REPLICATIONS) return;
    for (const [metric, all] of runs) {
      const value = row.number(metric);
      if (Number.isFinite(value)) all.push({ point: row.number("point"), value });
    }
  });
  return runs;
}

function figureOf(results: ExperimentResults, { metric, unit }: ShownMetric, runs: Runs): Figure {
  const write = writerOf(unit);
  const known = results.points.filter(({ estimates }) => Number.isFinite(estimates.get(metric)?.mean));
  const rows = known.map((point) => {
    const estimate = point.estimates.get(metric)!;
    return [
      results.nameOf(point),
      write(estimate.mean),
      intervalText(estimate, write),
      String(estimate.replications),
    ];
  });
  const words = rows.map(([name, mean, interval]) => `${name} ${mean} ${interval}`.trimEnd());
  return {
    kind: "figure",
    title: `${metric} of each point`,
    caption:
      "Small marks are single replications, diamonds their means, lines the 95 % intervals of the means: the marks say how different two runs may be, the lines how well the mean is known.",
    alternative: `Means of ${metric} with intervals. ${words.join("; ")}.`,
    source: "runs.csv",
    legend: [],
    draw: (plot) => draw(plot, results, { metric, unit, known, runs: runs.get(metric)! }),
    numbers: { header: ["point", metric, "95 % interval", "replications"], rows },
  };
}

interface Drawing extends ShownMetric {
  readonly known: readonly PointResult[];
  readonly runs: readonly { readonly point: number; readonly value: number }[];
}

function draw(
  plot: PlotLibrary,
  results: ExperimentResults,
  { metric, unit, known, runs }: Drawing,
): PlotOptions {
  const estimates = known.map(({ estimates: own }) => own.get(metric)!);
  const { factor, label } = metricAxis(metric, unit, largestOf(estimates));
  const names = new Map(known.map((point) => [point.point, results.nameOf(point)]));
  const ticks = runs
    .filter(({ point }) => names.has(point))
    .map(({ point, value }) => ({ name: names.get(point)!, value: value * factor }));
  const means = known.map((point, at) => ({
    name: names.get(point.point)!,
    mean: estimates[at]!.mean * factor,
    low: estimates[at]!.low * factor,
    high: estimates[at]!.high * factor,
  }));
  const sure = means.filter(({ low }) => Number.isFinite(low));
  const shade = colour("internal", 0);
  return {
    height: 60 + 28 * known.length,
    marginLeft: marginFor([...names.values()]),
    x: { label, grid: true, nice: true },
    y: { label: null, domain: [...names.values()] },
    marks: [
      plot.tickX(ticks, { x: "value", y: "name", stroke: "var(--muted)", strokeWidth: 1.4, inset: 6 }),
      plot.ruleY(sure, { x1: "low", x2: "high", y: "name", stroke: shade, strokeWidth: 3 }),
      plot.dot(means, {
        x: "mean",
        y: "name",
        symbol: "diamond",
        r: 6,
        fill: shade,
        stroke: "var(--paper)",
        strokeWidth: 1,
      }),
    ],
  };
}

/** Room for the longest name, in px. */
export function marginFor(names: readonly string[]): number {
  return Math.min(330, 24 + 7.2 * Math.max(...names.map((name) => name.length)));
}
