// A figure of a case as something that replications can estimate together.

import type { RunTotals } from "../../ledger/rows.ts";
import type { Setting } from "../setting/setting.ts";
import type { SumName } from "../watch/tally.ts";
import type { Wants, Watch } from "../watch/watch.ts";

/** One finished run. */
export interface Sample {
  readonly setting: Setting;
  /** time measured, hours; of an episode, until its last job has left */
  readonly hours: number;
  readonly totals: RunTotals;
  readonly watch: Watch;
}

/** What a metric is about. */
export interface Subject {
  /** places of its streams in the setting */
  readonly streams: readonly number[];
  /** place of a pool; null: the fleet */
  readonly pool: number | null;
  /** everything: the metrics of the fleet are of nothing less */
  readonly whole: boolean;
}

export type Regime =
  /** a long run after a warm-up */
  | "steady"
  /** many short runs, each from an empty fleet */
  | "episode";

export interface Metric {
  readonly wants: Partial<Wants>;
  readonly regime: Regime;
  /** a mean over time of a level: its variance may be known */
  readonly timeAverage: boolean;
  readonly estimate: Estimator;
  /** a difference that must be nothing but chance for the metric to be right */
  readonly vanishing?: { readonly what: string; readonly estimate: Estimator };
}

export type Estimator =
  /** a function of sums over replications; `share`: of the events that the second counts the first counts some */
  | {
      readonly kind: "sums";
      sums(sample: Sample): readonly number[];
      of(sums: readonly number[]): number;
      readonly share: boolean;
    }
  /** something else that several runs give together, such as a quantile */
  | { readonly kind: "pooled"; of(samples: readonly Sample[]): number };

const NOTHING: Partial<Wants> = {};

type Amount = (sample: Sample) => number;

/** Sum of one amount over replications / sum of another. */
export function ratio(above: Amount, below: Amount, wants: Partial<Wants> = NOTHING): Metric {
  return {
    wants,
    regime: "steady",
    timeAverage: false,
    estimate: {
      kind: "sums",
      sums: (sample) => [above(sample), below(sample)],
      of: ([a, b]) => a! / b!,
      share: false,
    },
  };
}

/** A share of events: no more than a ratio, but it may be too rare to be tested. */
export function share(above: Amount, below: Amount, wants: Partial<Wants> = NOTHING): Metric {
  const metric = ratio(above, below, wants);
  return { ...metric, estimate: { ...metric.estimate, share: true } as Estimator };
}

/** An amount for each hour measured. */
export function perHour(amount: Amount): Metric {
  return ratio(amount, ({ hours }) => hours);
}

/** The mean of a level over time, given its integral in hours. */
export function timeAverage(integral: Amount, wants: Partial<Wants> = NOTHING): Metric {
  return { ...ratio(integral, ({ hours }) => hours, wants), timeAverage: true };
}

/** A function of several sums. */
export function ofSums(
  sums: (sample: Sample) => readonly number[],
  of: (sums: readonly number[]) => number,
  wants: Partial<Wants> = NOTHING,
): Metric {
  return { wants, regime: "steady", timeAverage: false, estimate: { kind: "sums", sums, of, share: false } };
}

/** A figure of the runs taken together. */
export function pooled(of: (samples: readonly Sample[]) => number, wants: Partial<Wants>): Metric {
  return { wants, regime: "steady", timeAverage: false, estimate: { kind: "pooled", of } };
}

/** The same metric from an empty start. */
export function fromEmpty(metric: Metric): Metric {
  return { ...metric, regime: "episode" };
}

/** A sum over the jobs of a subject. */
export function jobSum(sample: Sample, { streams }: Subject, name: SumName): number {
  return streams.reduce(
    (sum, stream) => sum + (sample.watch.tallies[sourceOf(sample, stream)]?.[name] ?? 0),
    0,
  );
}

/** The place of a stream among the holders of the ledger: sources, then services. */
export function sourceOf({ totals }: Sample, stream: number): number {
  return totals.held.findIndex(({ source }) => source === `stream-${stream}`);
}
