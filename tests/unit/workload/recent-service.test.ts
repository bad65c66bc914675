import { expect, test } from "vitest";
import { MINUTE } from "../../../src/kernel/time.ts";
import { RecentService } from "../../../src/workload/recent-service.ts";
import { modelOf, runOf, scheduling, traceSource } from "../../models.ts";

test("the mean is that of the last so many of a size, or of fewer as long as no more were seen", () => {
  const recent = new RecentService(2);
  const means = [10, 21, 40, 7].map((service) => {
    recent.add(0, 4, service);
    return recent.mean(0, 4);
  });
  expect(means).toEqual([10, Math.round((10 + 21) / 2), Math.round((21 + 40) / 2), Math.round((40 + 7) / 2)]);
});

test("a group and size have a mean of their own, and none before one of them was seen", () => {
  const recent = new RecentService(3);
  recent.add(0, 1, 5);
  recent.add(0, 2, 50);
  recent.add(7, 2, 500);
  expect([recent.mean(0, 1), recent.mean(0, 2), recent.mean(7, 2)]).toEqual([5, 50, 500]);
  expect([recent.mean(0, 3), recent.mean(7, 1), recent.mean(3, 1)]).toEqual([
    Number.NaN,
    Number.NaN,
    Number.NaN,
  ]);
});

test("jobs are told apart by the recent jobs of their source and size alone, in the order of their ends", () => {
  // On 8 GPUs: a (2 min) and b (6 min) end; then c and d wait behind e for all GPUs, and the shorter of them goes first.
  const minutes = (id: string, submit: number, service: number, gpus: number) => ({
    id,
    submit: submit * MINUTE,
    service: service * MINUTE,
    gpus,
  });
  const rows = [
    minutes("a", 0, 2, 3),
    minutes("b", 0, 6, 5),
    minutes("e", 10, 5, 8),
    minutes("c", 11, 1, 5), // told: 6 minutes
    minutes("d", 12, 9, 3), // told: 2 minutes
    minutes("f", 12, 4, 8), // told: 4 minutes, as it needs, for no job of 8 GPUs has ended
  ];
  const source = traceSource("work", rows, { estimate: { kind: "recent", jobs: 10 } });
  const { jobs } = runOf(modelOf({ sources: [source], scheduling: scheduling({ order: "shortest-first" }) }));
  const starts = Object.fromEntries(jobs.map(({ id, firstStart }) => [id, firstStart / MINUTE]));
  // At 15 d is the least and starts; f (4) blocks c (6) until d has ended.
  expect(starts).toEqual({ a: 0, b: 0, e: 10, d: 15, f: 24, c: 28 });
});

test("a job that is killed at its recent estimate leaves as killed_at_estimate, and what it had counts from then on", () => {
  const rows = [2, 6, 9].map((service, place) => ({
    id: String(place),
    submit: place * 20 * MINUTE,
    service: service * MINUTE,
    gpus: 1,
  }));
  const source = traceSource("work", rows, { estimate: { kind: "recent", jobs: 10 }, killAtEstimate: true });
  const { jobs } = runOf(modelOf({ sources: [source] }));
  expect(jobs.map(({ outcome, firstStart, end }) => [outcome, (end - firstStart) / MINUTE])).toEqual([
    ["completed", 2],
    ["killed_at_estimate", 2],
    ["killed_at_estimate", 2],
  ]);
});
