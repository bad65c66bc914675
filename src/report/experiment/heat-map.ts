// Two paths at a time: a metric over the grid of their values.

import { number } from "../../index.ts";
import { colour, coloursOf } from "../palette.ts";
import type { Figure, PlotLibrary, Section } from "../section.ts";
import type { ExperimentResults, ShownMetric } from "./experiment-results.ts";
import { metricAxis, writerOf } from "./metric-axis.ts";
import type { SweptPath } from "./swept-path.ts";

/** Assumption: more values than this along a side are not told apart. */
const MOST_VALUES = 40;
/** Assumption: from here on there is no room for a number in a cell. */
const MOST_NUMBERS = 15;
/** The first class whose colour is nearer to the ink than to the paper. */
const NEAR_INK = 5;

interface Cell {
  readonly x: string;
  readonly y: string;
  /** mean over the points that have both values */
  readonly mean: number;
}

/** Null where no two paths span a grid. */
export function heatMap(results: ExperimentResults): Section | null {
  const sides = results.paths
    .filter(({ values }) => values.length > 1 && values.length <= MOST_VALUES && !values.includes(""))
    .toSorted((a, b) => b.values.length - a.values.length);
  const [across, down] = sides;
  if (across === undefined || down === undefined) return null;
  const figures = results.metrics.flatMap((metric) => figureOf(results, metric, across, down));
  return figures.length === 0 ? null : { id: "two-paths", title: "Two paths at a time", blocks: figures };
}

function figureOf(
  results: ExperimentResults,
  { metric, unit }: ShownMetric,
  across: SweptPath,
  down: SweptPath,
): Figure[] {
  const cells = cellsOf(results, metric, across, down);
  // A list of single points is no grid.
  if (cells.length < 0.5 * across.values.length * down.values.length || cells.length < 4) return [];
  const means = cells.map(({ mean }) => mean);
  const [least, most] = [Math.min(...means), Math.max(...means)];
  const write = writerOf(unit);
  const [lowest, highest] = [least, most].map((mean) => cells.find((cell) => cell.mean === mean)!);
  const width = (most - least) / coloursOf("heat");
  const others = results.paths.some((path) => path !== across && path !== down && path.values.length > 1);
  return [
    {
      kind: "figure",
      title: `${metric} by ${across.path} and ${down.path}`,
      caption: `A cell is the mean over the replications${others ? " and over the other paths" : ""}. Where colours change along one side only, the other path does not matter; where they change along both differently, the two work together.`,
      alternative: `${metric} from ${write(least)} at ${textOf(lowest!)} to ${write(most)} at ${textOf(highest!)}.`,
      source: "points.csv",
      legend: Array.from({ length: width > 0 ? coloursOf("heat") : 1 }, (_, at) => ({
        label: `from ${write(least + at * width)}`,
        colour: colour("heat", at),
      })),
      draw: (plot) =>
        draw(plot, cells, {
          across,
          down,
          least,
          width,
          ...metricAxis(metric, unit, Math.max(-least, most)),
        }),
      numbers: null,
    },
  ];
}

function textOf({ x, y }: Cell): string {
  return `${x} and ${y}`;
}

function cellsOf(results: ExperimentResults, metric: string, across: SweptPath, down: SweptPath): Cell[] {
  const sums = new Map<string, { readonly x: string; readonly y: string; sum: number; count: number }>();
  for (const { values, estimates } of results.points) {
    const mean = estimates.get(metric)?.mean ?? Number.NaN;
    if (!Number.isFinite(mean)) continue;
    const [x, y] = [values[across.place]!, values[down.place]!];
    const key = `${x}\t${y}`;
    if (!sums.has(key)) sums.set(key, { x, y, sum: 0, count: 0 });
    const cell = sums.get(key)!;
    cell.sum += mean;
    cell.count++;
  }
  return [...sums.values()].map(({ x, y, sum, count }) => ({ x, y, mean: sum / count }));
}

interface Drawing {
  readonly across: SweptPath;
  readonly down: SweptPath;
  readonly least: number;
  /** of a class of colours */
  readonly width: number;
  readonly factor: number;
}

function draw(plot: PlotLibrary, cells: readonly Cell[], { across, down, least, width, factor }: Drawing) {
  const level = ({ mean }: Cell) =>
    width > 0 ? Math.min(coloursOf("heat") - 1, Math.floor((mean - least) / width)) : 0;
  const data = cells.map((cell) => ({
    x: cell.x,
    y: cell.y,
    fill: colour("heat", level(cell)),
    ink: level(cell) < NEAR_INK ? "var(--ink)" : "var(--paper)",
    text: number(cell.mean * factor),
  }));
  const longest = Math.max(...down.values.map((value) => value.length));
  const every = Math.ceil(across.values.length / 14);
  return {
    height: 90 + 30 * Math.min(down.values.length, 20),
    marginLeft: Math.min(300, 40 + 7.5 * longest),
    x: {
      label: across.label,
      domain: across.values,
      ticks: across.values.filter((_, at) => at % every === 0),
      tickSize: 0,
    },
    y: { label: down.label, domain: down.values, tickSize: 0 },
    marks: [
      plot.cell(data, { x: "x", y: "y", fill: "fill", inset: 0.5 }),
      ...(across.values.length > MOST_NUMBERS
        ? []
        : [plot.text(data, { x: "x", y: "y", text: "text", fill: "ink", fontSize: 11 })]),
    ],
  };
}
