import { expect, test } from "vitest";
import { jobSource } from "../../../src/workload/job-source.ts";
import type { EstimatePlan } from "../../../src/workload/plan.ts";
import { always, takeJobs, tracePlan } from "./fixtures.ts";

const NONE = Number.NaN;
const ROWS = [
  { submit: 5, service: 100, estimate: 60 },
  { submit: 5, service: 100, estimate: NONE },
  { submit: 9, service: 100, estimate: 250 },
];

test("a trace gives its rows in their order, each at its submit", () => {
  const jobs = takeJobs(jobSource(tracePlan(ROWS), "trace", 0), 3);
  expect(jobs.map(({ id, arrival, service }) => ({ id, arrival, service }))).toEqual([
    { id: 0, arrival: 5, service: 100 },
    { id: 1, arrival: 5, service: 100 },
    { id: 2, arrival: 9, service: 100 },
  ]);
});

test("a trace is exhausted after its last row, and not before", () => {
  const source = jobSource(tracePlan(ROWS), "trace", 0);
  takeJobs(source, 2);
  expect(source.exhausted).toBe(false);
  takeJobs(source, 1);
  expect(source.exhausted).toBe(true);
  expect(source.next).toBe(Number.POSITIVE_INFINITY);
});

test("a trace without rows is exhausted from the start", () => {
  expect(jobSource(tracePlan([]), "trace", 0)).toMatchObject({
    exhausted: true,
    next: Number.POSITIVE_INFINITY,
  });
});

test.each<{ estimate: EstimatePlan; expected: number[] }>([
  { estimate: { kind: "trace" }, expected: [60, 100, 250] },
  { estimate: { kind: "exact" }, expected: [100, 100, 100] },
  { estimate: { kind: "factor", factor: 2 }, expected: [200, 200, 200] },
  { estimate: { kind: "law", law: always(42) }, expected: [42, 42, 42] },
])("the estimate rule $estimate.kind gives $expected", ({ estimate, expected }) => {
  const jobs = takeJobs(jobSource(tracePlan(ROWS, { estimate }), "trace", 0), 3);
  expect(jobs.map((job) => job.estimate)).toEqual(expected);
});

test("a job longer than its estimate is killed at it when the source says so", () => {
  const jobs = takeJobs(jobSource(tracePlan(ROWS, { killAtEstimate: true }), "trace", 0), 3);
  expect(jobs.map((job) => [job.service, job.killedAtEstimate])).toEqual([
    [60, true],
    [100, false],
    [100, false],
  ]);
});

test("a job longer than its estimate runs on when the source does not say so", () => {
  const [job] = takeJobs(jobSource(tracePlan(ROWS), "trace", 0), 1);
  expect(job).toMatchObject({ service: 100, estimate: 60, killedAtEstimate: false });
});

test("a job has the priority of its row, or of its source when the trace maps none", () => {
  const priorities = (plan: Parameters<typeof tracePlan>[1]) =>
    takeJobs(jobSource(tracePlan(ROWS, plan), "trace", 0), 3).map((job) => job.priority);
  expect(priorities({ priority: 11 })).toEqual([11, 11, 11]);
  expect(priorities({ jobs: { priority: Int32Array.of(3, 1, 2) } })).toEqual([3, 1, 2]);
});
