// What an experiment says on the terminal: a line for each point, and what differs from the control. Every number of it
// stands in points.csv and comparison.csv.

import { comparisonRows, type Experiment, type Known, type Point, pointRows } from "../index.ts";
import { dollars, number, percent, timeSpan } from "./format.ts";

/** More points than this scroll away; all of them stand in the file. */
const MOST_LINES = 40;

interface ExperimentAnswer {
  readonly experiment: Experiment;
  readonly known: Known;
  /** wall time of this process, s */
  readonly seconds: number;
  /** the folder that holds the files */
  readonly folder: string;
}

/** The lines to print. */
export function experimentAnswer({ experiment, known, seconds, folder }: ExperimentAnswer): string[] {
  const { name, points, seed, compare } = experiment;
  const counted = `${points.length} point${points.length === 1 ? "" : "s"}`;
  return [
    ` ${name} · ${counted} · ${known.count} runs · seed ${seed} · ${seconds.toFixed(seconds < 10 ? 1 : 0)} s`,
    ...estimates(experiment, known),
    ...(compare === null ? [] : comparison(experiment, known, compare)),
    ` FILES  ${folder}`,
  ];
}

/** A table with a row per point. */
function estimates(experiment: Experiment, known: Known): string[] {
  const { points, paths, metrics } = experiment;
  const shown = points.slice(0, MOST_LINES).map((point) => {
    const rows = new Map(pointRows(experiment, known, point).map((row) => [row.metric, row]));
    const cells = metrics.map((metric) => {
      const row = rows.get(metric);
      return row === undefined ? "–" : interval(row.mean, row.ciLow, row.ciHigh, row.unit);
    });
    return [...names(point), ...cells];
  });
  const more = points.length - shown.length;
  return [
    " MEANS and 95 % intervals of each point alone",
    ...table([["point", ...paths, ...metrics], ...shown]),
    ...(more > 0 ? [`   and ${more} more in points.csv`] : []),
  ];
}

function comparison(
  experiment: Experiment,
  known: Known,
  compare: NonNullable<Experiment["compare"]>,
): string[] {
  const rows = comparisonRows(experiment, known, compare);
  const shown = rows
    .slice(0, MOST_LINES)
    .map(({ point, metric, unit, difference, ciLow, ciHigh, pHolm }) => [
      ...names(experiment.points[point - 1]!),
      metric,
      interval(difference, ciLow, ciHigh, unit),
      probability(pHolm),
    ]);
  const more = rows.length - shown.length;
  return [
    ` DIFFERENCES from point ${compare.control + 1}, paired by replication; p is corrected for all ${rows.length} of them`,
    ...table([["point", ...experiment.paths, "metric", "difference", "p"], ...shown]),
    ...(more > 0 ? [`   and ${more} more in comparison.csv`] : []),
  ];
}

function names({ index, values }: Point): string[] {
  return [String(index + 1), ...values.map(shortText)];
}

function shortText(value: unknown): string {
  if (value === null) return "–";
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return text.length > 24 ? `${text.slice(0, 23)}…` : text;
}

function interval(mean: number, low: number, high: number, unit: string): string {
  const text = (value: number) => quantity(value, unit);
  return Number.isFinite(low) ? `${text(mean)} [${text(low)}, ${text(high)}]` : text(mean);
}

function quantity(value: number, unit: string): string {
  if (!Number.isFinite(value)) return "–";
  if (unit === "share") return `${percent(value)} %`;
  if (unit === "s") return timeSpan(1000 * value);
  return unit.startsWith("USD") ? dollars(value) : number(value);
}

function probability(p: number): string {
  if (Number.isNaN(p)) return "–";
  return p < 0.001 ? "< 0.001" : p.toFixed(3);
}

/** Columns as wide as their longest cell; the last is not filled up. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    `   ${row.map((cell, column) => cell.padEnd(widths[column]!)).join("  ")}`.trimEnd(),
  );
}
