// What an experiment says when all that it asked for is known: rows of its tables.

import { mean } from "simple-statistics";
import type { ComparisonRow } from "../results/comparison-table.ts";
import type { PointRow } from "../results/points-table.ts";
import type { MetricColumn, PointRunRow } from "../results/runs-table.ts";
import { holm } from "../statistics/holm.ts";
import { meanInterval } from "../statistics/interval.ts";
import { pairedTest } from "../statistics/paired-test.ts";
import { pairingGain } from "../statistics/welch.ts";
import type { Comparison, Experiment, Point } from "./experiment.ts";
import { type Known, valuesOf } from "./known.ts";
import { countedReplications } from "./step.ts";

/** All metrics of the runs so far: in the order of the first point, then what only later ones have. */
export function metricColumns({ points }: Experiment, known: Known): MetricColumn[] {
  const units = new Map<string, string>();
  for (const { index } of points) {
    const own = known.of(index);
    own?.names.forEach((metric, place) => {
      if (!units.has(metric)) units.set(metric, own.units[place]!);
    });
  }
  return [...units].map(([metric, unit]) => ({ metric, unit }));
}

/** Rows of runs.csv of one point. */
export function runRows(
  experiment: Experiment,
  known: Known,
  point: Point,
  columns: readonly MetricColumn[],
): PointRunRow[] {
  const own = known.of(point.index);
  const places = columns.map(({ metric }) => own?.names.indexOf(metric) ?? -1);
  const counted = countedReplications(experiment, known, point.index);
  return Array.from({ length: counted }, (_, replication) => ({
    ...numbered(point),
    replication: replication + 1,
    seed: experiment.seed,
    metrics: places.map((place) => own!.runs[replication]![place] ?? Number.NaN),
  }));
}

/** Rows of points.csv of one point: those metrics that it has. */
export function pointRows(experiment: Experiment, known: Known, point: Point): PointRow[] {
  const own = known.of(point.index);
  const counted = countedReplications(experiment, known, point.index);
  return (own?.names ?? []).map((metric, place) => {
    const { mean, low, high, replications } = meanInterval(valuesOf(own, metric, counted));
    const unit = own!.units[place]!;
    return { ...numbered(point), metric, unit, mean, ciLow: low, ciHigh: high, replications };
  });
}

/** Rows of comparison.csv; p-values are corrected over all of them. */
export function comparisonRows(experiment: Experiment, known: Known, compare: Comparison): ComparisonRow[] {
  const control = experiment.points[compare.control]!;
  const others = experiment.points.filter((point) => point !== control);
  const rows = others.flatMap((point) =>
    compare.metrics.map((metric) => comparisonRow(experiment, known, { point, control, metric })),
  );
  const tested = rows.filter(({ pValue }) => !Number.isNaN(pValue));
  const adjusted = new Map(holm(tested.map(({ pValue }) => pValue)).map((p, place) => [tested[place]!, p]));
  return rows.map((row) => ({ ...row, pHolm: adjusted.get(row) ?? Number.NaN }));
}

interface Pair {
  readonly point: Point;
  readonly control: Point;
  readonly metric: string;
}

function comparisonRow(
  experiment: Experiment,
  known: Known,
  { point, control, metric }: Pair,
): ComparisonRow {
  const own = known.of(point.index);
  const common = Math.min(
    ...[point, control].map(({ index }) => countedReplications(experiment, known, index)),
  );
  const pairs = pairsOf(valuesOf(own, metric, common), valuesOf(known.of(control.index), metric, common));
  const { difference, pValue } = pairedTest(pairs.values, pairs.against);
  return {
    ...numbered(point),
    metric,
    unit: own?.units[own.names.indexOf(metric)] ?? "",
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
