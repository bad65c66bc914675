// What an experiment says when all that it asked for is known: rows of its tables.

import { mean } from "simple-statistics";
import type { ComparisonRow } from "../results/comparison-table.ts";
import type { PointRow } from "../results/points-table.ts";
import type { MetricColumn, PointRunRow } from "../results/runs-table.ts";
import { WITHHELD } from "../results/summarise.ts";
import { holm } from "../statistics/holm.ts";
import { meanInterval } from "../statistics/interval.ts";
import { pairedTest } from "../statistics/paired-test.ts";
import { pairingGain } from "../statistics/welch.ts";
import { steadyFigures } from "./answers.ts";
import type { Comparison, Experiment, Point } from "./experiment.ts";
import { growingLines, type Known, placeOf, valuesOf } from "./known.ts";
import { countedReplications } from "./step.ts";

/** All metrics of the runs so far: in the order of the first point, then what only later ones have. */
export function metricColumns({ points }: Experiment, known: Known): MetricColumn[] {
  const units = new Map<string, string>();
  for (const { index } of points) {
    const own = known.of(index);
    for (const { metric, unit } of own?.metrics ?? []) if (!units.has(metric)) units.set(metric, unit);
  }
  return [...units].map(([metric, unit]) => ({ metric, unit }));
}

/**
 * Rows of runs.csv of one point.
 * @param counted replications that count
 */
export function runRows(
  { seed }: Experiment,
  known: Known,
  point: Point,
  counted: number,
  columns: readonly MetricColumn[],
): PointRunRow[] {
  const own = known.of(point.index);
  const places = columns.map(({ metric }) => placeOf(own, metric));
  return Array.from({ length: counted }, (_, replication) => ({
    ...numbered(point),
    replication: replication + 1,
    seed,
    metrics: places.map((place) => own!.runs[replication]!.values[place] ?? Number.NaN),
  }));
}

/**
 * Rows of points.csv of one point: those metrics that it has; withheld as in summary.csv.
 * @param counted replications that count
 */
export function pointRows(known: Known, point: Point, counted: number): PointRow[] {
  const own = known.of(point.index);
  const growing = growingLines(own, counted);
  return (own?.metrics ?? []).map(({ metric, unit, lines }) => {
    const withheld = lines.some((line) => growing.has(line));
    const estimate = withheld ? WITHHELD : meanInterval(valuesOf(own, metric, counted));
    const { mean, low, high, replications } = estimate;
    return { ...numbered(point), metric, unit, mean, ciLow: low, ciHigh: high, replications };
  });
}

/** Rows of comparison.csv; p-values are corrected over all of them. */
export function comparisonRows(experiment: Experiment, known: Known, compare: Comparison): ComparisonRow[] {
  const control = experiment.points[compare.control]!;
  const others = experiment.points.filter((point) => point !== control);
  const counted = countedReplications(experiment, known);
  const rows = others.flatMap((point) => {
    const common = Math.min(counted[point.index]!, counted[control.index]!);
    return compare.metrics.map((metric) => comparisonRow(known, { point, control, metric, common }));
  });
  const tested = rows.filter(({ pValue }) => !Number.isNaN(pValue));
  const adjusted = new Map(holm(tested.map(({ pValue }) => pValue)).map((p, place) => [tested[place]!, p]));
  return rows.map((row) => ({ ...row, pHolm: adjusted.get(row) ?? Number.NaN }));
}

interface Pair {
  readonly point: Point;
  readonly control: Point;
  readonly metric: string;
  /** replications that both have */
  readonly common: number;
}

function comparisonRow(known: Known, { point, control, metric, common }: Pair): ComparisonRow {
  const own = known.of(point.index);
  const steady = (of: Point) => steadyFigures(known.of(of.index), metric, common);
  const pairs = pairsOf(steady(point), steady(control));
  const { difference, pValue } = pairedTest(pairs.values, pairs.against);
  return {
    ...numbered(point),
    metric,
    unit: own?.metrics[placeOf(own, metric)]?.unit ?? "",
    control: meanOf(pairs.against),
    mean: meanOf(pairs.values),
    difference: difference.mean,
    ciLow: difference.low,
    ciHigh: difference.high,
    pValue,
    pHolm: Number.NaN,
    varianceRatio:
      pairs.values.length < 2 ? Number.NaN : pairingGain(pairs.values, pairs.against).varianceRatio,
    replications: difference.replications,
  };
}

/** Replications in which both have a value. */
function pairsOf(values: readonly number[], against: readonly number[]) {
  const both = values.flatMap((value, place) => {
    const other = against[place] ?? Number.NaN;
    return Number.isNaN(value) || Number.isNaN(other) ? [] : [[value, other] as const];
  });
  return { values: both.map(([value]) => value), against: both.map(([, other]) => other) };
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? Number.NaN : mean([...values]);
}

function numbered({ index, values }: Point) {
  return { point: index + 1, swept: values };
}
