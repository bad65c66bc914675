// What became of the jobs of one source while it was measured: plain sums, so that sources and replications add up.

import { QuantileSketch } from "../../statistics/quantile-sketch.ts";

/** Counts of jobs and sums over them; times in ms. */
interface Sums {
  /** started for the first time */
  served: number;
  servedGpus: number;
  /** started later than they arrived */
  waited: number;
  /** wait of those that started */
  wait: number;
  /** started elsewhere than in the first of their pools */
  overflowed: number;
  /** left the queue before they started */
  reneged: number;
  renegedGpus: number;
  renegedWait: number;
  /** found no room */
  refused: number;
  refusedGpus: number;
  /** found no room although enough GPUs were free */
  refusedByShape: number;
  completed: number;
  /** of those that completed, from arrival to end */
  response: number;
  /** of those that completed, from first start to end */
  completion: number;
  completionSquared: number;
  /** completed in one attempt */
  unbroken: number;
  /** time in the system of all, waiting and running */
  inSystem: number;
}

export type SumName = keyof Sums;

export class Tally implements Sums {
  served = 0;
  servedGpus = 0;
  waited = 0;
  wait = 0;
  overflowed = 0;
  reneged = 0;
  renegedGpus = 0;
  renegedWait = 0;
  refused = 0;
  refusedGpus = 0;
  refusedByShape = 0;
  completed = 0;
  response = 0;
  completion = 0;
  completionSquared = 0;
  unbroken = 0;
  inSystem = 0;
  /** waits of those that started; null unless somebody asks for their quantiles */
  readonly waits: QuantileSketch | null;
  private readonly longer: number[];
  private readonly limits: readonly number[];

  /** @param limits waits, ms */
  constructor(keepWaits: boolean, limits: readonly number[]) {
    this.waits = keepWaits ? new QuantileSketch() : null;
    this.limits = limits;
    this.longer = limits.map(() => 0);
  }

  start(gpus: number, wait: number): void {
    this.served++;
    this.servedGpus += gpus;
    this.wait += wait;
    if (wait > 0) this.waited++;
    this.waits?.record(wait);
    for (let place = 0; place < this.limits.length; place++)
      if (wait > this.limits[place]!) this.longer[place]!++;
  }

  /** Of those that started, how many waited longer than a limit that was asked for, ms. */
  longerThan(limit: number): number {
    return this.longer[this.limits.indexOf(limit)]!;
  }

  renege(gpus: number, wait: number): void {
    this.reneged++;
    this.renegedGpus += gpus;
    this.renegedWait += wait;
  }

  refuse(gpus: number, byShape: boolean): void {
    this.refused++;
    this.refusedGpus += gpus;
    if (byShape) this.refusedByShape++;
  }

  complete(response: number, completion: number, attempts: number): void {
    this.completed++;
    this.response += response;
    this.completion += completion;
    this.completionSquared += completion * completion;
    if (attempts === 1) this.unbroken++;
  }
}
