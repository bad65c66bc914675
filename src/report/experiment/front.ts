// What a search has found: the objective against each metric that is constrained.

import type { PlotOptions } from "@observablehq/plot";
import { intervalText } from "../../index.ts";
import { withInterval } from "../interval-text.ts";
import { colour } from "../palette.ts";
import { type Figure, type PlotLibrary, prose, type Section } from "../section.ts";
import type { ExperimentResults, ShownMetric } from "./experiment-results.ts";
import { metricAxis, writerOf } from "./metric-axis.ts";

const FILE = "pareto.csv";

interface Found {
  readonly point: number;
  readonly values: readonly string[];
  readonly objective: number;
  readonly low: number;
  readonly high: number;
  /** by the names of the columns */
  readonly constrained: ReadonlyMap<string, number>;
  readonly kind: keyof typeof KINDS;
  readonly meets: string;
  readonly maybeBest: boolean;
}

const KINDS = {
  best: { label: "chosen", colour: colour("product", 1) },
  front: { label: "on the front: nothing is better in one and worse in none", colour: colour("internal", 0) },
  other: { label: "another is better", colour: colour("idle", 3) },
} as const;

/** Null where nothing was searched for. */
export async function front(results: ExperimentResults): Promise<Section | null> {
  const { found, constrained } = await readFront(results);
  if (found.length === 0) return null;
  return {
    id: "front",
    title: "The best, and what it is traded for",
    blocks: [prose(chosen(results, found)), ...constrained.map((metric) => figureOf(results, metric, found))],
  };
}

/** The best in words, and how sure that is. */
function chosen(results: ExperimentResults, found: readonly Found[]): string {
  const best = found.find(({ kind }) => kind === "best");
  if (best === undefined) return "No point meets the constraints.";
  const { objective: mean, low, high, meets } = best;
  const { metric, unit } = objectiveOf(results);
  const estimate = { mean, low, high, replications: Number.NaN };
  const others = found.filter((each) => each.maybeBest && each !== best);
  return [
    `Point ${results.nameOf(best)} was chosen: ${metric} is ${withInterval(estimate, writerOf(unit))} there.`,
    ...(meets === "yes" ? [] : ["Whether it meets the limits could not be told: it may miss one."]),
    ...(others.length === 0
      ? ["No other point may be as good."]
      : [`As good may be ${others.map((each) => `point ${results.nameOf(each)}`).join("; ")}.`]),
  ].join(" ");
}

function objectiveOf({ objective }: ExperimentResults): ShownMetric {
  return objective ?? { metric: "objective", unit: "" };
}

async function readFront(
  results: ExperimentResults,
): Promise<{ found: Found[]; constrained: readonly string[] }> {
  const found: Found[] = [];
  let constrained: readonly string[] = [];
  await results.each(FILE, (row) => {
    const { columns } = row;
    constrained = columns.slice(columns.indexOf("ci_high") + 1, columns.indexOf("meets_constraints"));
    if (!Number.isFinite(row.number("objective"))) return;
    found.push({
      point: row.number("point"),
      values: results.paths.map(({ path }) => results.setting(path, row.text(path))),
      objective: row.number("objective"),
      low: row.number("ci_low"),
      high: row.number("ci_high"),
      constrained: new Map(constrained.map((metric) => [metric, row.number(metric)])),
      kind: row.text("best") === "yes" ? "best" : row.text("on_front") === "yes" ? "front" : "other",
      meets: row.text("meets_constraints"),
      maybeBest: row.text("may_be_best") === "yes",
    });
  });
  return { found, constrained };
}

function figureOf(results: ExperimentResults, metric: string, found: readonly Found[]): Figure {
  const known = found.filter(({ constrained }) => Number.isFinite(constrained.get(metric)));
  const onFront = known.filter(({ kind }) => kind !== "other");
  const objective = objectiveOf(results);
  const [across, up] = [writerOf(results.unitOf(metric)), writerOf(objective.unit)];
  const rows = onFront.map((each) => [
    results.nameOf(each),
    across(each.constrained.get(metric)!),
    up(each.objective),
    intervalText(each, up),
  ]);
  const largest = (of: (each: Found) => number) => Math.max(...known.map((each) => Math.abs(of(each))));
  const axes = {
    x: metricAxis(
      metric,
      results.unitOf(metric),
      largest((each) => each.constrained.get(metric)!),
    ),
    y: metricAxis(
      objective.metric,
      objective.unit,
      largest((each) => each.objective),
    ),
  };
  return {
    kind: "figure",
    title: `${objective.metric} against ${metric}`,
    caption:
      "Each mark is a point that the search has run, with the 95 % interval of what is tuned. To have more of the one than a point of the front has, some of the other is to be given up.",
    alternative: `Points of the front: ${rows.map(([name, x, y]) => `${name} has ${x} and ${y}`).join("; ")}.`,
    source: FILE,
    legend: Object.values(KINDS),
    draw: (plot) => draw(plot, metric, known, axes),
    numbers: { header: ["point of the front", metric, objective.metric, "95 % interval"], rows },
  };
}

interface Axis {
  readonly factor: number;
  readonly label: string;
}

function draw(
  plot: PlotLibrary,
  metric: string,
  found: readonly Found[],
  { x, y }: { readonly x: Axis; readonly y: Axis },
): PlotOptions {
  const data = found.map(({ objective, low, high, constrained, kind }) => ({
    x: constrained.get(metric)! * x.factor,
    objective: objective * y.factor,
    low: low * y.factor,
    high: high * y.factor,
    shade: KINDS[kind].colour,
    symbol: kind === "best" ? "star" : "circle",
  }));
  const sure = data.filter(({ low }) => Number.isFinite(low));
  return {
    height: 330,
    marginTop: 34,
    marginLeft: 78,
    x: { label: x.label, nice: true },
    y: { label: y.label, grid: true, nice: true },
    symbol: { range: ["circle", "star"], domain: ["circle", "star"] },
    marks: [
      plot.ruleX(sure, { x: "x", y1: "low", y2: "high", stroke: "shade", strokeWidth: 1.4 }),
      plot.dot(data, {
        x: "x",
        y: "objective",
        fill: "shade",
        stroke: "var(--ink)",
        strokeWidth: 0.6,
        r: 5,
        symbol: "symbol",
      }),
    ],
  };
}
