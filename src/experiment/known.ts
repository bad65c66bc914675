// The results so far of an experiment, by point and replication, in whatever order they came.

import type { MetricSeries } from "../results/metric-series.ts";
import { grows } from "../statistics/drift.ts";

/** The metrics of a point's runs: those of its scenario. */
export type RunMetrics = readonly Omit<MetricSeries, "values">[];

/** One run: a value for each metric, NaN where there is none, and levels of its waiting lines by their names. */
export interface Run {
  readonly values: readonly number[];
  readonly levels: Readonly<Record<string, readonly number[]>>;
}

/** What is known of one point. */
export interface PointRuns {
  readonly metrics: RunMetrics;
  /** by replication, from 0; holes where a run is not known */
  readonly runs: readonly (Run | undefined)[];
}

export class Known {
  readonly #points = new Map<number, { readonly metrics: RunMetrics; readonly runs: Run[] }>();
  readonly #failed = new Map<number, string>();
  /** runs that are known, of all points */
  count = 0;

  /** Take in one run. A run that is known already stays as it is: the same run has the same values. */
  add(point: number, replication: number, run: Run, metrics: RunMetrics): void {
    const own = this.#points.get(point) ?? { metrics, runs: [] };
    this.#points.set(point, own);
    if (own.runs[replication] !== undefined) return;
    own.runs[replication] = run;
    this.count += 1;
  }

  /** A point of which a run could not be made: no more of it is asked for. */
  fail(point: number, reason: string): void {
    this.#failed.set(point, reason);
  }

  /** Why, by the index of the point. */
  get failed(): ReadonlyMap<number, string> {
    return this.#failed;
  }

  has(point: number, replication: number): boolean {
    return this.#points.get(point)?.runs[replication] !== undefined;
  }

  /** null before the first run of the point is known */
  of(point: number): PointRuns | null {
    return this.#points.get(point) ?? null;
  }

  /** Replications from the first on without a hole. */
  prefix(point: number): number {
    const runs = this.#points.get(point)?.runs ?? [];
    const hole = Array.from<Run | undefined>(runs).indexOf(undefined);
    return hole < 0 ? runs.length : hole;
  }
}

/** A metric in each of the first replications; NaN where a run has no value, empty where the scenario has no such metric. */
export function valuesOf(point: PointRuns | null, metric: string, replications: number): number[] {
  const place = placeOf(point, metric);
  if (place < 0) return [];
  return point!.runs.slice(0, replications).map((run) => run!.values[place]!);
}

/** Place of a metric among those of a point, or −1. */
export function placeOf(point: PointRuns | null, metric: string): number {
  return point?.metrics.findIndex((each) => each.metric === metric) ?? -1;
}

/** Waiting lines that grow without end over the first replications: what is about them has no steady state. */
export function growingLines(point: PointRuns | null, replications: number): ReadonlySet<string> {
  const runs = point?.runs.slice(0, replications) ?? [];
  const lines = Object.keys(runs[0]?.levels ?? {});
  return new Set(lines.filter((line) => grows(runs.map((run) => run!.levels[line]!))));
}
