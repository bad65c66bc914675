import { describe, expect, test } from "vitest";
import { Holding, SAFE } from "../../../src/fleet/holding.ts";
import { Pool } from "../../../src/fleet/pool.ts";
import type { Shape } from "../../../src/fleet/pool-layout.ts";
import { JobTable } from "../../../src/workload/job-table.ts";

const jobs = new JobTable();
const [A, B, C, D] = [jobs.take(), jobs.take(), jobs.take(), jobs.take()];

/** A pool of three nodes of four GPUs, with one tier of victims; the rows above hold nothing of it yet. */
function poolOf(shape: Shape): Pool {
  for (const job of [A, B, C, D]) jobs.segment[job] = -1;
  return new Pool(
    {
      name: "p",
      nodes: 3,
      gpusPerNode: 4,
      shape,
      tiers: 1,
      fails: false,
      nodesPerDomain: null,
      images: 0,
      resells: false,
    },
    jobs,
  );
}

describe("a pool", () => {
  test("of counts fits any job up to its free GPUs", () => {
    const pool = poolOf("counts");
    pool.take(A, -1, 5, Holding.internal, SAFE);
    expect([pool.free, pool.fitLimit, pool.reclaimLimit(1)]).toEqual([7, 7, 7]);
    expect(pool.nodesOf(A)).toEqual([]);
  });

  test("of whole nodes fits a job on one node, or a gang on its empty nodes", () => {
    const pool = poolOf("whole-nodes");
    expect(pool.fitLimit).toBe(12);
    pool.take(A, 0, 1, Holding.internal, SAFE);
    expect(pool.fitLimit).toBe(8);
    pool.take(B, 1, 2, Holding.internal, SAFE);
    pool.take(B, 2, 4, Holding.internal, SAFE);
    expect(pool.fitLimit).toBe(3);
    expect(pool.nodesOf(B)).toEqual([1, 2]);
  });

  test("counts preemptible rental as reclaimable until its notice is given", () => {
    const pool = poolOf("whole-nodes");
    pool.take(A, 0, 3, Holding.preemptible, 0);
    pool.take(B, 0, 1, Holding.firm, SAFE);
    expect([pool.fitLimit, pool.reclaimLimit(1), pool.reclaimable(1)]).toEqual([8, 8, 11]);
    pool.take(C, 1, 4, Holding.internal, SAFE);
    pool.take(D, 2, 4, Holding.internal, SAFE);
    expect([pool.fitLimit, pool.reclaimLimit(1)]).toEqual([0, 3]);
    pool.convert(A, 3, Holding.preemptible, 0, Holding.firm, SAFE);
    expect([pool.fitLimit, pool.reclaimLimit(1), pool.reclaimable(1)]).toEqual([0, 0, 0]);
  });

  test("takes back all that it gave, and gives the last placed back first", () => {
    const pool = poolOf("spread");
    pool.take(A, 0, 4, Holding.internal, SAFE);
    pool.take(A, 1, 2, Holding.internal, SAFE);
    pool.shrink(A, 3, Holding.internal, SAFE);
    expect([...pool.nodes!.free]).toEqual([1, 4, 4]);
    expect([pool.free, pool.held[Holding.internal]]).toEqual([9, 3]);
    pool.release(A, 3, Holding.internal, SAFE);
    expect([...pool.nodes!.free]).toEqual([4, 4, 4]);
    expect([pool.free, pool.held[Holding.internal]]).toEqual([12, 0]);
  });

  test("fills a claim with what its nodes have vacated and leaves the rest free", () => {
    const pool = poolOf("whole-nodes");
    pool.take(A, 0, 4, Holding.firm, SAFE);
    pool.take(B, 0, 0, Holding.claimed, SAFE, 3);
    pool.release(A, 4, Holding.firm, SAFE);
    expect(pool.fillClaim(B, 3, Holding.claimed)).toBe(3);
    expect([pool.free, pool.held[Holding.claimed], pool.nodes!.free[0]]).toEqual([9, 3, 1]);
    expect(pool.fillClaim(B, 0, Holding.claimed)).toBe(0);
  });

  test("asserts that a node never gives more than it has", () => {
    const pool = poolOf("spread");
    pool.take(A, 0, 4, Holding.internal, SAFE);
    expect(() => pool.take(B, 0, 1, Holding.internal, SAFE)).toThrow(
      "node 0 of pool p would have -1 free GPUs",
    );
  });
});
