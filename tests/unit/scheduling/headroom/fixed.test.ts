import { expect, test } from "vitest";
import { Holding, Pool } from "../../../../src/fleet/pool.ts";
import { headroomLimit, headroomOf } from "../../../../src/scheduling/headroom/fixed.ts";
import type { JobIndex } from "../../../../src/workload/job-table.ts";

const poolOf = (nodes: number) => new Pool({ name: "p", gpu: "H100", nodes, gpusPerNode: 8 }, "counts");

test("headroom is a number of GPUs, never more than there are, or a share rounded up", () => {
  expect(headroomOf({ kind: "gpus", gpus: 5 }, poolOf(2))).toBe(5);
  expect(headroomOf({ kind: "gpus", gpus: 50 }, poolOf(2))).toBe(16);
  expect(headroomOf({ kind: "share", share: 0.1 }, poolOf(2))).toBe(2);
  expect(headroomOf({ kind: "share", share: 0 }, poolOf(2))).toBe(0);
});

test("the largest rental admitted leaves the headroom free or in the hands of preemptible rental", () => {
  const pool = poolOf(2);
  pool.take(0 as JobIndex, -1, 4, Holding.preemptible);
  pool.take(1 as JobIndex, -1, 3, Holding.firm);
  expect(headroomLimit(pool, 5)).toBe(16 - 3 - 5);
  expect(headroomLimit(pool, 13)).toBe(0);
});
