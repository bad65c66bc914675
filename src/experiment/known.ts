// The results so far of an experiment, by point and replication, in whatever order they came.

/** The metrics of a point's runs: their names and units are those of the point's scenario. */
export interface MetricNames {
  readonly names: readonly string[];
  readonly units: readonly string[];
}

/** What is known of one point. */
export interface PointRuns extends MetricNames {
  /** by replication, from 0: a value for each metric, NaN where the run has none; holes where a run is not known */
  readonly runs: readonly (readonly number[] | undefined)[];
}

export class Known {
  readonly #points = new Map<
    number,
    { names: readonly string[]; units: readonly string[]; runs: number[][] }
  >();
  readonly #failed = new Map<number, string>();
  /** runs that are known, of all points */
  count = 0;

  /** Take in one run. A run that is known already stays as it is: the same run has the same values. */
  add(point: number, replication: number, values: readonly number[], { names, units }: MetricNames): void {
    const own = this.#points.get(point) ?? { names, units, runs: [] };
    this.#points.set(point, own);
    if (own.runs[replication] !== undefined) return;
    own.runs[replication] = [...values];
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
    const hole = Array.from<number[] | undefined>(runs).indexOf(undefined);
    return hole < 0 ? runs.length : hole;
  }
}

/** A metric in each of the first replications; NaN where a run has no value, empty where the scenario has no such metric. */
export function valuesOf(point: PointRuns | null, metric: string, replications: number): number[] {
  const place = point?.names.indexOf(metric) ?? -1;
  if (place < 0) return [];
  return point!.runs.slice(0, replications).map((run) => run![place]!);
}
