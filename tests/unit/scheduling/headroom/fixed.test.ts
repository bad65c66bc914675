import { expect, test } from "vitest";
import { Holding, SAFE } from "../../../../src/fleet/holding.ts";
import { Pool } from "../../../../src/fleet/pool.ts";
import { headroomLimit, headroomOf } from "../../../../src/scheduling/headroom/fixed.ts";
import { JobTable } from "../../../../src/workload/job-table.ts";

test("headroom is a number of GPUs, never more than there are, or a share rounded up", () => {
  expect(headroomOf({ kind: "gpus", gpus: 5 }, 16)).toBe(5);
  expect(headroomOf({ kind: "gpus", gpus: 50 }, 16)).toBe(16);
  expect(headroomOf({ kind: "share", share: 0.1 }, 16)).toBe(2);
  expect(headroomOf({ kind: "share", share: 0 }, 16)).toBe(0);
});

test("the largest rental admitted leaves the headroom free or in the hands of preemptible rental", () => {
  const jobs = new JobTable();
  const layout = {
    name: "p",
    nodes: 2,
    gpusPerNode: 8,
    shape: "counts",
    tiers: 1,
    fails: false,
    nodesPerDomain: null,
    apart: false,
    resells: false,
  } as const;
  const pool = new Pool(layout, jobs);
  pool.take(jobs.take(), -1, 4, Holding.preemptible, 0);
  pool.take(jobs.take(), -1, 3, Holding.firm, SAFE);
  expect(headroomLimit(pool, 5)).toBe(16 - 3 - 5);
  expect(headroomLimit(pool, 13)).toBe(0);
});
