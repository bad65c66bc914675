import { expect, test } from "vitest";
import { HOUR } from "../../../../src/kernel/time.ts";
import { jobSource } from "../../../../src/workload/job-source.ts";
import type { BatchSize } from "../../../../src/workload/plan.ts";
import { arrivalsUntil, jobsPlan, meanScore, takeJobs, varianceScore, Z } from "../fixtures.ts";

const batches = (rate: number, size: BatchSize) => jobsPlan({ arrivals: { kind: "batch", rate, size } });
const table = (values: readonly number[], probabilities: readonly number[]): BatchSize => ({
  kind: "table",
  values,
  probabilities,
});

/** Sizes of the batches of the first `count` jobs: jobs that arrive together, far enough apart that no two batches do. */
function sizes(size: BatchSize, seed: string, count: number): number[] {
  const found = new Map<number, number>();
  for (const { arrival } of takeJobs(jobSource(batches(1e-6 / HOUR, size), seed, 0), count)) {
    found.set(arrival, (found.get(arrival) ?? 0) + 1);
  }
  // The last batch may have been cut.
  return [...found.values()].slice(0, -1);
}

test("geometric batches start at 1 and have their mean m, variance m (m − 1), and P(N > n) = (1 − 1/m)^n", () => {
  const m = 3.5;
  const drawn = sizes({ kind: "geometric", mean: m }, "geometric", 60_000);
  expect(Math.min(...drawn)).toBe(1);
  expect(Math.abs(meanScore(drawn, m))).toBeLessThan(Z);
  expect(Math.abs(varianceScore(drawn, m * (m - 1)))).toBeLessThan(Z);
  for (const n of [1, 2, 5, 10]) {
    const p = (1 - 1 / m) ** n;
    const larger = drawn.filter((size) => size > n).length;
    expect(Math.abs(larger - p * drawn.length), `> ${n}`).toBeLessThan(
      Z * Math.sqrt(p * (1 - p) * drawn.length),
    );
  }
});

test("geometric batches of mean 1 are single jobs", () => {
  expect(sizes({ kind: "geometric", mean: 1 }, "single", 100).every((size) => size === 1)).toBe(true);
});

test("batches of a table have its sizes with their probabilities", () => {
  const drawn = sizes(table([1, 2, 7], [0.5, 0.5, 0]), "table", 20_000);
  const twos = drawn.filter((size) => size === 2).length;
  expect(new Set(drawn)).toEqual(new Set([1, 2]));
  expect(Math.abs(twos - drawn.length / 2)).toBeLessThan(Z * Math.sqrt(drawn.length / 4));
});

test("batches of one size come whole", () => {
  expect(sizes(table([3], [1]), "three", 300).every((size) => size === 3)).toBe(true);
});

test("counts per hour have mean rate × E N and variance rate × E N²", () => {
  const rate = 4;
  const hours = 8000;
  const counts = new Array<number>(hours).fill(0);
  const source = jobSource(batches(rate / HOUR, table([1, 2, 5], [0.5, 0.3, 0.2])), "compound", 0);
  for (const arrival of arrivalsUntil(source, hours * HOUR)) counts[Math.floor(arrival / HOUR)]++;
  expect(Math.abs(meanScore(counts, rate * (0.5 + 0.6 + 1)))).toBeLessThan(Z);
  expect(Math.abs(varianceScore(counts, rate * (0.5 + 1.2 + 5)))).toBeLessThan(Z);
});

test("another law of the sizes moves no instant, and the instants are those of a Poisson process", () => {
  const instants = (plan: ReturnType<typeof batches>) => [
    ...new Set(arrivalsUntil(jobSource(plan, "instants", 0), 300 * HOUR)),
  ];
  const single = instants(jobsPlan({ arrivals: { kind: "poisson", rate: 1 / HOUR, growth: 0 } }));
  expect(instants(batches(1 / HOUR, { kind: "geometric", mean: 4 }))).toEqual(single);
  expect(instants(batches(1 / HOUR, table([2], [1])))).toEqual(single);
});

test("a rate of 0 never gives a job", () => {
  const source = jobSource(batches(0, table([2], [1])), "none", 0);
  expect([source.next, source.exhausted]).toEqual([Number.POSITIVE_INFINITY, true]);
});
