// What the replications of a run say of one metric: its estimate and the standard error of it.

import type { Estimator, Sample } from "./metrics/metric.ts";

export interface Estimated {
  readonly value: number;
  /** NaN where replications do not tell */
  readonly stderr: number;
  /** the second of the sums, where there are two: what a share is of */
  readonly base: number;
}

/** Collects replications one by one; of a metric of sums it keeps the sums alone. */
export class Estimating {
  private readonly estimator: Estimator;
  private readonly rows: (readonly number[])[] = [];
  private readonly samples: Sample[] = [];

  constructor(estimator: Estimator) {
    this.estimator = estimator;
  }

  add(sample: Sample): void {
    if (this.estimator.kind === "sums") this.rows.push(this.estimator.sums(sample));
    else this.samples.push(sample);
  }

  get estimate(): Estimated {
    const { estimator, rows, samples } = this;
    if (estimator.kind === "sums") return { ...jackknife(rows, estimator.of), base: baseOf(rows) };
    const single = samples.map((sample) => estimator.of([sample]));
    return { value: estimator.of(samples), stderr: standardError(single), base: Number.NaN };
  }
}

function baseOf(rows: readonly (readonly number[])[]): number {
  return rows.reduce((sum, row) => sum + (row[1] ?? 0), 0);
}

/**
 * A function of the sums over replications, and its standard error from leaving one replication out at a time: for a ratio
 * of sums the jackknife agrees with the delta method. Efron and Tibshirani (1993), chapter 11.
 */
export function jackknife(
  rows: readonly (readonly number[])[],
  of: (sums: readonly number[]) => number,
): { readonly value: number; readonly stderr: number } {
  const n = rows.length;
  const totals = rows[0]!.map((_, place) => rows.reduce((sum, row) => sum + row[place]!, 0));
  const without = rows.map((row) => of(totals.map((total, place) => total - row[place]!)));
  const centre = without.reduce((sum, each) => sum + each, 0) / n;
  const squares = without.reduce((sum, each) => sum + (each - centre) ** 2, 0);
  return { value: of(totals), stderr: Math.sqrt(((n - 1) / n) * squares) };
}

function standardError(values: readonly number[]): number {
  const n = values.length;
  const centre = values.reduce((sum, each) => sum + each, 0) / n;
  return Math.sqrt(values.reduce((sum, each) => sum + (each - centre) ** 2, 0) / (n - 1) / n);
}
