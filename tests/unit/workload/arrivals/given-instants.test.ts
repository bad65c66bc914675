// Arrivals that nobody draws: at intervals, at given instants, and as soon as there is room.

import { describe, expect, test } from "vitest";
import { HOUR } from "../../../../src/kernel/time.ts";
import { jobDraft, jobSource, jobsInAll } from "../../../../src/workload/job-source.ts";
import { jobsPlan, takeJobs, tracePlan } from "../fixtures.ts";

const at = (...instants: number[]) =>
  jobsPlan({ arrivals: { kind: "at", instants: Float64Array.from(instants) } });
const every = jobsPlan({ arrivals: { kind: "every", interval: 10 * HOUR } });
const backlog = jobsPlan({ arrivals: { kind: "backlog" } });
const poisson = jobsPlan({ arrivals: { kind: "poisson", rate: 1, growth: 0 } });

test("arrivals at an interval begin at 0 and keep to it", () => {
  const source = jobSource(every, "every", 0);
  expect(takeJobs(source, 4).map((job) => job.arrival / HOUR)).toEqual([0, 10, 20, 30]);
  expect(source.exhausted).toBe(false);
});

test("arrivals at given instants come when they are given, twice where one is given twice, and then no more", () => {
  const source = jobSource(at(0, 5, 5, 9), "at", 0);
  expect(takeJobs(source, 4).map((job) => job.arrival)).toEqual([0, 5, 5, 9]);
  expect(source.next).toBe(Number.POSITIVE_INFINITY);
  expect(source.exhausted).toBe(true);
});

test("jobs at given instants are drawn like any others", () => {
  const jobs = takeJobs(jobSource(at(1, 2, 3), "mix", 0), 3);
  const others = takeJobs(jobSource(poisson, "mix", 0), 3);
  expect(jobs.map((job) => [job.gpus, job.service])).toEqual(others.map((job) => [job.gpus, job.service]));
});

describe("a backlog", () => {
  test("has its first job at 0 and the next as soon as one has started", () => {
    const source = jobSource(backlog, "backlog", 0);
    const draft = jobDraft();
    expect(source.next).toBe(0);
    source.take(draft);
    expect(source.next).toBe(Number.POSITIVE_INFINITY);
    source.started(0);
    expect(source.next).toBe(0);
    source.take(draft);
    source.started(7 * HOUR);
    expect(source.next).toBe(7 * HOUR);
    expect(source.exhausted).toBe(false);
  });

  test("does not listen to jobs that leave", () => {
    const source = jobSource(backlog, "leave", 0);
    source.take(jobDraft());
    source.left(HOUR);
    expect(source.next).toBe(Number.POSITIVE_INFINITY);
  });

  test("whose job starts before it has arrived is our mistake", () => {
    expect(() => jobSource(backlog, "early", 0).started(0)).toThrow(/had not arrived/);
  });
});

test("only a backlog listens to jobs that start", () => {
  for (const plan of [every, at(3), poisson]) {
    const source = jobSource(plan, "deaf", 0);
    const { next } = source;
    source.started(5 * HOUR);
    expect(source.next).toBe(next);
  }
});

test("a source says how many jobs it gives in all, if it ends by itself", () => {
  const row = { submit: 0, service: 1, estimate: 1 };
  expect([tracePlan([row, row]), at(1, 2, 3), every, backlog, poisson].map(jobsInAll)).toEqual([
    2,
    3,
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
  ]);
});
