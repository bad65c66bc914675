// Laws and plans that the tests of this folder share, built here and not from the kernel's laws:
// what is tested is the source, so its laws must be beyond doubt.

import type { Law } from "../../../src/kernel/law.ts";
import { HOUR, type Instant } from "../../../src/kernel/time.ts";
import { type JobDraft, type JobSource, jobDraft } from "../../../src/workload/job-source.ts";
import type { JobSourcePlan, TraceJobs, TraceSourcePlan } from "../../../src/workload/plan.ts";
import { INTERNAL } from "../../models.ts";

/** Two-sided normal limit of 99.9 %. */
export const Z = 3.2905;

export function always(value: number): Law {
  return { mean: value, variance: 0, sample: () => value };
}

export function exponential(mean: number): Law {
  return { mean, variance: mean * mean, sample: (stream) => mean * stream.exponential() };
}

/** Gamma of mean 1 and shape 2: the mean of two exponentials. */
export const ERLANG_2: Law = {
  mean: 1,
  variance: 0.5,
  sample: (stream) => (stream.exponential() + stream.exponential()) / 2,
};

const TRAITS = { ...INTERNAL, name: "research", priority: 70 };

/** Six one-hour jobs per hour, of one GPU or eight. */
export function jobsPlan(changes: Partial<JobSourcePlan> = {}): JobSourcePlan {
  return {
    ...TRAITS,
    kind: "jobs",
    arrivals: { kind: "poisson", rate: 6 / HOUR, growth: 0 },
    classes: [
      { share: 1, gpus: { values: [1, 8], probabilities: [0.75, 0.25] }, service: exponential(HOUR) },
    ],
    estimate: { kind: "exact" },
    killAtEstimate: false,
    ...changes,
  };
}

/** A trace of one-GPU jobs; `estimate` is NaN where the trace says none. */
export function tracePlan(
  rows: readonly { readonly submit: number; readonly service: number; readonly estimate: number }[],
  changes: Partial<Omit<TraceSourcePlan, "jobs">> & { readonly jobs?: Partial<TraceJobs> } = {},
): TraceSourcePlan {
  const jobs: TraceJobs = {
    ids: rows.map((_, row) => `job-${row}`),
    submit: Float64Array.from(rows, (row) => row.submit),
    service: Float64Array.from(rows, (row) => row.service),
    estimate: Float64Array.from(rows, (row) => row.estimate),
    gpus: Int32Array.from(rows, () => 1),
    priority: null,
    groups: null,
  };
  return {
    ...TRAITS,
    kind: "trace",
    estimate: { kind: "trace" },
    killAtEstimate: false,
    ...changes,
    jobs: { ...jobs, ...changes.jobs },
  };
}

/** The next `count` jobs with their arrivals, none of which leaves. */
export function takeJobs(source: JobSource, count: number): (JobDraft & { readonly arrival: Instant })[] {
  return Array.from({ length: count }, () => {
    const arrival = source.next;
    const draft = jobDraft();
    source.take(draft);
    return { ...draft, arrival };
  });
}

/** Arrivals before `end`, none of which leaves. */
export function arrivalsUntil(source: JobSource, end: Instant): Instant[] {
  const draft = jobDraft();
  const arrivals: Instant[] = [];
  while (source.next < end) {
    arrivals.push(source.next);
    source.take(draft);
  }
  return arrivals;
}

export function mean(sample: readonly number[]): number {
  return sample.reduce((sum, value) => sum + value, 0) / sample.length;
}

/** Mean of a sample as standard errors from `expected`, which it should have. */
export function meanScore(sample: readonly number[], expected: number): number {
  return (mean(sample) - expected) / Math.sqrt(variance(sample).value / sample.length);
}

/** Variance of a sample as standard errors from `expected`, which it should have. */
export function varianceScore(sample: readonly number[], expected: number): number {
  const { value, se } = variance(sample);
  return (value - expected) / se;
}

/** Unbiased variance with the standard error that the sample's own fourth moment gives it. */
export function variance(sample: readonly number[]): { readonly value: number; readonly se: number } {
  const centre = mean(sample);
  const n = sample.length;
  const second = mean(sample.map((value) => (value - centre) ** 2));
  const fourth = mean(sample.map((value) => (value - centre) ** 4));
  return { value: (second * n) / (n - 1), se: Math.sqrt((fourth - second * second) / n) };
}

export function correlation(first: readonly number[], second: readonly number[]): number {
  const [centre, other] = [mean(first), mean(second)];
  const products = first.map((value, index) => (value - centre) * (second[index] - other));
  return mean(products) / Math.sqrt(variance(first).value * variance(second).value);
}
