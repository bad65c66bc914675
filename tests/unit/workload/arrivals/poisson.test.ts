import { expect, test } from "vitest";
import { HOUR, SECOND } from "../../../../src/kernel/time.ts";
import { jobSource } from "../../../../src/workload/job-source.ts";
import { arrivalsUntil, jobsPlan, mean, takeJobs, variance, Z } from "../fixtures.ts";

const poisson = (rate: number) => jobsPlan({ arrivals: { kind: "poisson", rate, growth: 0 } });

test("counts of Poisson arrivals per hour have the rate as their mean and as their variance", () => {
  const rate = 20;
  const hours = 10_000;
  const counts = new Array<number>(hours).fill(0);
  for (const arrival of arrivalsUntil(jobSource(poisson(rate / HOUR), "counts", 0), hours * HOUR)) {
    counts[Math.floor(arrival / HOUR)]++;
  }
  const spread = variance(counts);
  expect(Math.abs(mean(counts) - rate)).toBeLessThan(Z * Math.sqrt(rate / hours));
  expect(Math.abs(spread.value - rate)).toBeLessThan(Z * spread.se);
});

test("whole milliseconds do not bias a rate of many arrivals per millisecond", () => {
  const rate = 3.7;
  const arrivals = arrivalsUntil(jobSource(poisson(rate), "dense", 0), 200 * SECOND);
  const expected = rate * 200 * SECOND;
  expect(Math.abs(arrivals.length - expected)).toBeLessThan(Z * Math.sqrt(expected));
});

test("arrivals are whole milliseconds and never go back", () => {
  const arrivals = takeJobs(jobSource(poisson(0.5), "order", 0), 20_000).map((job) => job.arrival);
  expect(arrivals.every(Number.isInteger)).toBe(true);
  expect(arrivals.every((arrival, index) => index === 0 || arrivals[index - 1] <= arrival)).toBe(true);
});

test("a rate of 0 never gives a job", () => {
  const source = jobSource(poisson(0), "none", 0);
  expect(source.next).toBe(Number.POSITIVE_INFINITY);
  expect(source.exhausted).toBe(true);
});

test("a positive rate is never exhausted", () => {
  expect(jobSource(poisson(1), "some", 0).exhausted).toBe(false);
});
