import { expect, test } from "vitest";
import type { Law } from "../../../../src/kernel/law.ts";
import { HOUR, MINUTE } from "../../../../src/kernel/time.ts";
import { jobSource } from "../../../../src/workload/job-source.ts";
import {
  always,
  ERLANG_2,
  exponential,
  jobsPlan,
  meanScore,
  takeJobs,
  varianceScore,
  Z,
} from "../fixtures.ts";

const renewal = (gap: Law) => jobsPlan({ arrivals: { kind: "renewal", gap } });
const scaled = (law: Law, factor: number): Law => ({
  mean: law.mean * factor,
  variance: law.variance * factor ** 2,
  sample: (stream) => factor * law.sample(stream),
});

test.each<[string, Law]>([
  ["exponential", exponential(HOUR)],
  ["Erlang", scaled(ERLANG_2, HOUR)],
])("the gaps of a renewal process have the mean and the variance of their law: %s", (_name, gap) => {
  const arrivals = takeJobs(jobSource(renewal(gap), "renewal", 0), 20_000).map((job) => job.arrival);
  const gaps = arrivals.map((arrival, index) => arrival - (index === 0 ? 0 : arrivals[index - 1]));
  expect(Math.abs(meanScore(gaps, gap.mean))).toBeLessThan(Z);
  expect(Math.abs(varianceScore(gaps, gap.variance))).toBeLessThan(Z);
});

test("the first arrival comes a gap after 0", () => {
  const arrivals = takeJobs(jobSource(renewal(always(MINUTE)), "first", 0), 3).map((job) => job.arrival);
  expect(arrivals).toEqual([MINUTE, 2 * MINUTE, 3 * MINUTE]);
});

test("gaps of less than a millisecond keep their mean", () => {
  const last = takeJobs(jobSource(renewal(always(0.3)), "dense", 0), 1000).at(-1);
  expect(last?.arrival).toBe(300);
});

test("a renewal process with exponential gaps is a Poisson process of the same draws", () => {
  const poisson = jobsPlan({ arrivals: { kind: "poisson", rate: 1 / HOUR, growth: 0 } });
  const arrivals = (plan: typeof poisson) =>
    takeJobs(jobSource(plan, "same", 0), 500).map((job) => job.arrival);
  const [one, other] = [arrivals(renewal(exponential(HOUR))), arrivals(poisson)];
  expect(one.every((arrival, index) => Math.abs(arrival - other[index]) <= 1)).toBe(true);
});
