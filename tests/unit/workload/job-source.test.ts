import { expect, test } from "vitest";
import { HOUR, MINUTE } from "../../../src/kernel/time.ts";
import { type JobDraft, jobSource } from "../../../src/workload/job-source.ts";
import type { SourcePlan } from "../../../src/workload/plan.ts";
import {
  always,
  correlation,
  ERLANG_2,
  exponential,
  jobsPlan,
  mean,
  meanScore,
  takeJobs,
  tracePlan,
  varianceScore,
  Z,
} from "./fixtures.ts";

const SEED = "job-source";
const ONE_OR_EIGHT = { values: [1, 8], probabilities: [0.75, 0.25] };
const column = <Key extends string>(jobs: readonly Record<Key, number>[], key: Key) =>
  jobs.map((job) => job[key]);

test("the same plan, seed and replication give the same jobs", () => {
  expect(takeJobs(jobSource(jobsPlan(), SEED, 3), 500)).toEqual(
    takeJobs(jobSource(jobsPlan(), SEED, 3), 500),
  );
});

test("another replication, seed, name or side gives other jobs", () => {
  const arrivals = (plan = jobsPlan(), seed = SEED, replication = 0) =>
    column(takeJobs(jobSource(plan, seed, replication), 50), "arrival");
  const first = arrivals();
  for (const other of [
    arrivals(jobsPlan(), SEED, 1),
    arrivals(jobsPlan(), "another seed"),
    arrivals(jobsPlan({ name: "other" })),
    arrivals(jobsPlan({ side: "rental" })),
  ]) {
    expect(other).not.toEqual(first);
  }
});

test("removing a source moves no draw of another", () => {
  const alone = takeJobs(jobSource(jobsPlan(), SEED, 0), 300);
  const kept = jobSource(jobsPlan(), SEED, 0);
  const removed = jobSource(jobsPlan({ name: "spot", side: "rental" }), SEED, 0);
  const together = Array.from({ length: 300 }, () => {
    takeJobs(removed, 2);
    return takeJobs(kept, 1)[0];
  });
  expect(together).toEqual(alone);
});

test("another law of one purpose moves no draw of another purpose", () => {
  const base = takeJobs(jobSource(jobsPlan(), SEED, 0), 300);
  const withEstimates = takeJobs(
    jobSource(jobsPlan({ estimate: { kind: "law", law: exponential(HOUR) } }), SEED, 0),
    300,
  );
  for (const key of ["arrival", "gpus", "service"] as const) {
    expect(column(withEstimates, key)).toEqual(column(base, key));
  }
  const twoDraws = { share: 1, gpus: ONE_OR_EIGHT, service: ERLANG_2 };
  const otherService = takeJobs(jobSource(jobsPlan({ classes: [twoDraws] }), SEED, 0), 300);
  for (const key of ["arrival", "gpus"] as const)
    expect(column(otherService, key)).toEqual(column(base, key));
  const closed = takeJobs(
    jobSource(jobsPlan({ arrivals: { kind: "closed", sources: 300, gap: ERLANG_2 } }), SEED, 0),
    300,
  );
  for (const key of ["gpus", "service"] as const) expect(column(closed, key)).toEqual(column(base, key));
});

test("gap, size, service time and estimate of a job are uncorrelated", () => {
  const jobs = takeJobs(
    jobSource(jobsPlan({ estimate: { kind: "law", law: exponential(HOUR) } }), SEED, 0),
    20_000,
  );
  const purposes = {
    gap: jobs.map((job, index) => job.arrival - (index === 0 ? 0 : jobs[index - 1].arrival)),
    gpus: column(jobs, "gpus"),
    service: column(jobs, "service"),
    estimate: column(jobs, "estimate"),
  };
  for (const [one, first] of Object.entries(purposes)) {
    for (const [other, second] of Object.entries(purposes)) {
      if (one >= other) continue;
      expect(Math.abs(correlation(first, second)), `${one}, ${other}`).toBeLessThan(
        Z / Math.sqrt(jobs.length),
      );
    }
  }
});

test("class and size are drawn together with their probabilities, and service is the class's own", () => {
  const plan = jobsPlan({
    classes: [
      { share: 0.3, gpus: { values: [1, 4], probabilities: [0.5, 0.5] }, service: always(MINUTE) },
      { share: 0, gpus: { values: [3], probabilities: [1] }, service: always(7) },
      { share: 0.7, gpus: { values: [4, 5, 64], probabilities: [0.2, 0, 0.8] }, service: always(HOUR) },
    ],
  });
  const jobs = takeJobs(jobSource(plan, SEED, 0), 40_000);
  const expected = new Map([
    [`1 × ${MINUTE}`, 0.15],
    [`4 × ${MINUTE}`, 0.15],
    [`4 × ${HOUR}`, 0.14],
    [`64 × ${HOUR}`, 0.56],
  ]);
  const counts = new Map<string, number>();
  for (const { gpus, service } of jobs) {
    const cell = `${gpus} × ${service}`;
    counts.set(cell, (counts.get(cell) ?? 0) + 1);
  }
  expect([...counts.keys()].sort()).toEqual([...expected.keys()].sort());
  for (const [cell, p] of expected) {
    const share = (counts.get(cell) ?? 0) / jobs.length;
    expect(Math.abs(share - p), cell).toBeLessThan(Z * Math.sqrt((p * (1 - p)) / jobs.length));
  }
});

test("service times are whole milliseconds of the law's mean", () => {
  const services = column(takeJobs(jobSource(jobsPlan(), SEED, 0), 20_000), "service");
  expect(services.every(Number.isInteger)).toBe(true);
  expect(Math.abs(mean(services) - HOUR)).toBeLessThan((Z * HOUR) / Math.sqrt(services.length));
});

test("jobs are numbered from 0 and carry the priority of their source", () => {
  const jobs = takeJobs(jobSource(jobsPlan({ priority: -4 }), SEED, 0), 4);
  expect(column(jobs, "id")).toEqual([0, 1, 2, 3]);
  expect(column(jobs, "priority")).toEqual([-4, -4, -4, -4]);
});

test("an estimate is the service time, a multiple of it in whole milliseconds, or a draw of its own", () => {
  const estimates = (estimate: Parameters<typeof jobsPlan>[0]) =>
    takeJobs(jobSource(jobsPlan(estimate), SEED, 0), 200);
  for (const job of estimates({ estimate: { kind: "exact" } })) expect(job.estimate).toBe(job.service);
  for (const job of estimates({ estimate: { kind: "factor", factor: 1.3 } })) {
    expect(job.estimate).toBe(Math.round(1.3 * job.service));
  }
  const drawn = column(estimates({ estimate: { kind: "law", law: exponential(MINUTE) } }), "estimate");
  expect(Math.abs(mean(drawn) - MINUTE)).toBeLessThan((Z * MINUTE) / Math.sqrt(drawn.length));
});

test("patience has the law of its plan, in whole milliseconds, and is Infinity where there is none", () => {
  const law = exponential(20 * MINUTE);
  const drawn = column(takeJobs(jobSource(jobsPlan({ patience: law }), SEED, 0), 20_000), "patience");
  expect(drawn.every(Number.isInteger)).toBe(true);
  expect(Math.abs(meanScore(drawn, law.mean))).toBeLessThan(Z);
  expect(Math.abs(varianceScore(drawn, law.variance))).toBeLessThan(Z);
  const none = column(takeJobs(jobSource(jobsPlan(), SEED, 0), 3), "patience");
  expect(none).toEqual(none.map(() => Number.POSITIVE_INFINITY));
});

test("patience moves no other draw, of laws or of a trace", () => {
  const row = { submit: 0, service: HOUR, estimate: Number.NaN };
  const traced = { estimate: { kind: "law", law: exponential(HOUR) } } as const;
  const withoutPatience = (jobs: readonly JobDraft[]) => jobs.map(({ patience: _, ...rest }) => rest);
  for (const [impatient, patient] of [
    [jobsPlan({ patience: exponential(HOUR) }), jobsPlan()],
    [
      tracePlan([row, row, row], { ...traced, patience: exponential(HOUR) }),
      tracePlan([row, row, row], traced),
    ],
  ]) {
    const jobs = (plan: SourcePlan) => takeJobs(jobSource(plan, SEED, 0), 3);
    expect(withoutPatience(jobs(impatient))).toEqual(withoutPatience(jobs(patient)));
    expect(jobs(impatient).every((job) => Number.isFinite(job.patience))).toBe(true);
  }
});

test("patience is uncorrelated with the service time", () => {
  const jobs = takeJobs(jobSource(jobsPlan({ patience: exponential(HOUR) }), SEED, 0), 20_000);
  const score = correlation(column(jobs, "patience"), column(jobs, "service")) * Math.sqrt(jobs.length);
  expect(Math.abs(score)).toBeLessThan(Z);
});
