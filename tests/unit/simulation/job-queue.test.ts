import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HeapQueue, type JobQueue, ListQueue } from "../../../src/simulation/job-queue.ts";
import { type JobIndex, NO_JOB } from "../../../src/workload/job-table.ts";
import { inOrder, jobsWithKeys } from "./job-rows.ts";

/** Rows join and leave at random; after every step the head is the first of a sorted array. */
function agreesWithASortedArray(
  make: (jobs: ReturnType<typeof jobsWithKeys>["jobs"]) => JobQueue,
  keys: number[],
  steps: number[],
) {
  const { jobs, rows } = jobsWithKeys(keys);
  const queue = make(jobs);
  const inside = new Set<JobIndex>();
  for (const step of steps) {
    const job = rows[step % rows.length]!;
    if (inside.has(job)) queue.remove(job);
    else queue.add(job);
    if (!inside.delete(job)) inside.add(job);
    expect(queue.head).toBe(inOrder(jobs, inside)[0] ?? NO_JOB);
  }
  for (const job of inOrder(jobs, inside)) {
    expect(queue.head).toBe(job);
    queue.remove(job);
  }
  expect(queue.head).toBe(NO_JOB);
}

describe.each([
  ["the list", ListQueue],
  ["the heap", HeapQueue],
])("%s", (_, Queue) => {
  test("has the first of its jobs at its head, whoever joins and leaves", () => {
    const keys = fc.array(fc.nat(9), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(keys, fc.array(fc.nat(10_000), { maxLength: 200 }), (each, steps) =>
        agreesWithASortedArray((jobs) => new Queue(jobs), each, steps),
      ),
      { seed: 5 },
    );
  });
});
