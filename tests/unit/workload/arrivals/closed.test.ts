import { expect, test } from "vitest";
import type { Law } from "../../../../src/kernel/law.ts";
import { HOUR } from "../../../../src/kernel/time.ts";
import { jobDraft, jobSource } from "../../../../src/workload/job-source.ts";
import { always, exponential, jobsPlan, mean, takeJobs, Z } from "../fixtures.ts";

const closed = (sources: number, gap: Law) => jobsPlan({ arrivals: { kind: "closed", sources, gap } });

test("a closed source never has more jobs in the system than campaigns", () => {
  const campaigns = 7;
  const source = jobSource(closed(campaigns, exponential(HOUR)), "bound", 0);
  const draft = jobDraft();
  const ends: number[] = [];
  let most = 0;
  for (let step = 0; step < 20_000; step++) {
    const end = ends.length === 0 ? Number.POSITIVE_INFINITY : Math.min(...ends);
    if (end <= source.next) {
      ends.splice(ends.indexOf(end), 1);
      source.left(end);
    } else {
      const arrival = source.next;
      source.take(draft);
      ends.push(arrival + draft.service);
    }
    most = Math.max(most, ends.length);
  }
  expect(most).toBe(campaigns);
});

test("the gaps of a closed source have the mean of their law", () => {
  const gap = exponential(3 * HOUR);
  const source = jobSource(closed(1, gap), "gap", 0);
  const draft = jobDraft();
  let left = 0;
  const gaps = Array.from({ length: 20_000 }, () => {
    const waited = source.next - left;
    left = source.next + 5 * HOUR;
    source.take(draft);
    source.left(left);
    return waited;
  });
  expect(Math.abs(mean(gaps) - gap.mean)).toBeLessThan(Z * Math.sqrt(gap.variance / gaps.length));
});

test("every campaign of a closed source begins a gap after 0", () => {
  const source = jobSource(closed(3, always(HOUR)), "first", 0);
  expect(takeJobs(source, 3).map((job) => job.arrival)).toEqual([HOUR, HOUR, HOUR]);
});

test("a closed source whose campaigns all run has no next arrival, and is not exhausted", () => {
  const source = jobSource(closed(2, always(HOUR)), "busy", 0);
  takeJobs(source, 2);
  expect(source.next).toBe(Number.POSITIVE_INFINITY);
  expect(source.exhausted).toBe(false);
  source.left(10 * HOUR);
  expect(source.next).toBe(11 * HOUR);
});

test("the nearest campaign comes first, in whatever order jobs leave", () => {
  const gaps = [9, 2, 5, 7, 1, 5].map((hours) => hours * HOUR);
  const scripted: Law = { mean: 0, variance: 0, sample: () => gaps.shift() ?? 0 };
  const source = jobSource(closed(6, scripted), "order", 0);
  expect(takeJobs(source, 6).map((job) => job.arrival / HOUR)).toEqual([1, 2, 5, 5, 7, 9]);
});

test("a job that leaves a closed source without ever having come is our mistake", () => {
  const source = jobSource(closed(1, always(HOUR)), "surplus", 0);
  expect(() => source.left(0)).toThrow(/more jobs left/);
});

test("a closed source without campaigns never gives a job", () => {
  const source = jobSource(closed(0, always(HOUR)), "empty", 0);
  expect(source.next).toBe(Number.POSITIVE_INFINITY);
  expect(source.exhausted).toBe(true);
});
