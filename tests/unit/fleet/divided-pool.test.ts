import { describe, expect, test } from "vitest";
import { DividedPool } from "../../../src/fleet/divided-pool.ts";
import { Holding, SAFE } from "../../../src/fleet/holding.ts";
import { JobTable } from "../../../src/workload/job-table.ts";

/** Two nodes of three GPUs of four slices. */
function pool() {
  const jobs = new JobTable();
  const layout = { name: "p", nodes: 2, gpusPerNode: 3, slicesPerGpu: 4, tiers: 1 };
  return { jobs, pool: new DividedPool(layout, jobs) };
}

/** A job that holds so many slices of each of these GPUs. */
function held(of: ReturnType<typeof pool>, gpus: readonly number[], slices: number, tier = SAFE) {
  const job = of.jobs.take();
  const holding = tier === SAFE ? Holding.internal : Holding.preemptible;
  for (const gpu of gpus) of.pool.take(job, gpu, slices, holding, tier);
  return job;
}

describe("the largest job that fits a divided pool", () => {
  test("has all GPUs of the nodes that nobody holds, as long as there is one", () => {
    const of = pool();
    expect(of.pool.fitLimit).toBe(24);
    held(of, [1], 1);
    expect(of.pool.fitLimit).toBe(12);
  });

  test("has the GPUs of one node that nobody holds, where no node is empty", () => {
    const of = pool();
    held(of, [1], 1);
    held(of, [3, 4], 4);
    expect(of.pool.free).toBe(15);
    expect(of.pool.fitLimit).toBe(8);
  });

  test("has the slices of one GPU, where somebody holds some of each", () => {
    const of = pool();
    held(of, [0, 1, 2, 3, 4], 2);
    held(of, [5], 1);
    expect(of.pool.free).toBe(13);
    expect(of.pool.fitLimit).toBe(3);
  });

  test("grows when a GPU has its last slice back, and not before", () => {
    const of = pool();
    const [first, second] = [held(of, [0], 2), held(of, [0], 1)];
    held(of, [1, 2, 3, 4, 5], 4);
    expect(of.pool.fitLimit).toBe(1);
    of.pool.release(first, 2, Holding.internal, SAFE);
    expect(of.pool.fitLimit).toBe(3);
    of.pool.release(second, 1, Holding.internal, SAFE);
    expect(of.pool.fitLimit).toBe(4);
  });
});

test("a GPU could be freed for a preemptor only if everybody who holds slices of it could be taken", () => {
  const of = pool();
  held(of, [0], 2, 0);
  held(of, [0], 1);
  held(of, [1], 2, 0);
  held(of, [1], 2, 0);
  held(of, [2, 3, 4, 5], 4);
  expect(of.pool.reclaimable(1)).toBe(7);
  expect(of.pool.fitLimit).toBe(1);
  expect(of.pool.reclaimLimit(0)).toBe(1);
  expect(of.pool.reclaimLimit(1)).toBe(4);
});

test("a job stands on nodes, each named once however many of its GPUs it has", () => {
  const of = pool();
  expect(of.pool.nodesOf(held(of, [1, 2, 3], 4))).toEqual([0, 1]);
  expect(of.pool.nodesOf(held(of, [5], 1))).toEqual([1]);
});

test("one slice more than a GPU has is refused", () => {
  const of = pool();
  held(of, [0], 3);
  expect(() => held(of, [0], 2)).toThrow("node 0 of pool p would have -1 free GPUs");
});
