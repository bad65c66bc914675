// Metrics of jobs: waits, refusals, completions.

import { HOUR } from "../../kernel/time.ts";
import { QuantileSketch } from "../../statistics/quantile-sketch.ts";
import type { Setting } from "../setting/setting.ts";
import type { SumName } from "../watch/tally.ts";
import { broken, evictions, preemptible, preemptions } from "./held.ts";
import {
  jobSum,
  type Metric,
  ofSums,
  perHour,
  pooled,
  ratio,
  type Sample,
  type Subject,
  share,
  sourceOf,
  timeAverage,
} from "./metric.ts";

/** Metrics by their name, each of any subject. */
export const JOB_METRICS: Readonly<Record<string, (subject: Subject, setting: Setting) => Metric>> = {
  pWait: (x) => share(any(x, "waited", "reneged"), any(x, "served", "reneged")),
  pWaitGivenAdmitted: (x) => share(any(x, "waited", "reneged"), any(x, "served", "reneged")),
  pWaitOnArrival: (x) => share(any(x, "waited", "reneged", "refused"), arrivals(x)),
  meanWait: (x) => ratio(hoursOf(x, "wait"), any(x, "served")),
  meanWaitServed: (x) => ratio(hoursOf(x, "wait"), any(x, "served")),
  meanWaitAll: (x) => ratio(hoursOf(x, "wait", "renegedWait"), arrivals(x)),
  meanWaitGivenWait: (x) => ratio(hoursOf(x, "wait"), any(x, "waited")),
  meanResponse: (x) => ratio(hoursOf(x, "response"), any(x, "completed")),
  meanInSystem: (x) => timeAverage(hoursOf(x, "inSystem")),
  meanQueueLen: (x) => timeAverage((sample) => queued(sample, x) / HOUR, { queue: true }),
  blockProb: (x) => share(any(x, "refused"), arrivals(x)),
  blockProb_dueToFragmentation: (x) => share(any(x, "refusedByShape"), arrivals(x)),
  gpuWeightedBlocking: (x) =>
    ratio(any(x, "refusedGpus"), any(x, "servedGpus", "renegedGpus", "refusedGpus")),
  pAbandon: (x) => share(any(x, "reneged"), arrivals(x)),
  throughput: (x) => perHour(any(x, "completed")),
  maxStableArrivalRate: (x) => perHour(any(x, "completed")),
  completionsPerHour: (x) => perHour(any(x, "completed")),
  overflowRate: (x) => perHour(any(x, "overflowed", "refused")),
  meanCompletionTime: (x) => ratio(hoursOf(x, "completion"), any(x, "completed")),
  sdCompletionTime: (x) =>
    ofSums(
      (sample) => [
        jobSum(sample, x, "completed"),
        jobSum(sample, x, "completion") / HOUR,
        jobSum(sample, x, "completionSquared") / HOUR ** 2,
      ],
      ([count, sum, squares]) => Math.sqrt((squares! - sum! ** 2 / count!) / (count! - 1)),
    ),
  meanFailures: (x) => ratio((sample) => broken(sample, x, "interruptions"), any(x, "completed")),
  pFinishWithoutFailure: (x) => share(any(x, "unbroken"), any(x, "completed")),
  preemptionsPerHour: (x) => perHour((sample) => preemptions(sample, x)),
  evictionsPerHour: (x) => perHour((sample) => evictions(sample, x)),
  interruptionsPerHour: (x) => perHour((sample) => broken(sample, x, "interruptions")),
  preemptionsPerJob: (x) => ratio((sample) => preemptions(sample, x), any(x, "served")),
  evictionProbability: (x, setting) => {
    const spot = preemptible(setting, x);
    return share((sample) => broken(sample, spot, "preemptions"), any(spot, "served"));
  },
};

/** Metrics whose names hold a number. */
export const NUMBERED_JOB_METRICS: readonly (readonly [
  RegExp,
  (number: number, subject: Subject) => Metric,
])[] = [
  [
    /^waitQ(\d+)$/,
    (percent, x) =>
      pooled((samples) => waitQuantile(samples, x, percent / 10 ** String(percent).length), { waits: true }),
  ],
  [
    /^pWaitExceeds_([\d.]+)$/,
    (limit, x) => share((sample) => longer(sample, x, limit), any(x, "served"), { limits: [limit] }),
  ],
];

type Amount = (sample: Sample) => number;

function any(subject: Subject, ...names: readonly SumName[]): Amount {
  return (sample) => names.reduce((sum, name) => sum + jobSum(sample, subject, name), 0);
}

function hoursOf(subject: Subject, ...names: readonly SumName[]): Amount {
  const sum = any(subject, ...names);
  return (sample) => sum(sample) / HOUR;
}

function arrivals(subject: Subject): Amount {
  return any(subject, "served", "reneged", "refused");
}

function queued(sample: Sample, { streams }: Subject): number {
  return streams.reduce((sum, stream) => sum + sample.watch.queue.queued[sourceOf(sample, stream)]!, 0);
}

/** Waits asked for by several metrics of a run stand in one list: this one is found by its value. */
function longer(sample: Sample, { streams }: Subject, limit: number): number {
  return streams.reduce(
    (sum, stream) => sum + sample.watch.tallies[sourceOf(sample, stream)]!.longerThan(limit * HOUR),
    0,
  );
}

/** Hours that this share of the jobs that started do not exceed. */
function waitQuantile(samples: readonly Sample[], { streams }: Subject, probability: number): number {
  const all = new QuantileSketch();
  for (const sample of samples) {
    for (const stream of streams) all.merge(sample.watch.tallies[sourceOf(sample, stream)]!.waits!);
  }
  return all.quantile(probability) / HOUR;
}
