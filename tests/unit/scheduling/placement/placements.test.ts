import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Holding, SAFE } from "../../../../src/fleet/holding.ts";
import { Pool, type Shape } from "../../../../src/fleet/pool.ts";
import { Proposal, ProposalKind } from "../../../../src/scheduling/contract.ts";
import { placeGang } from "../../../../src/scheduling/placement/gang.ts";
import { placements } from "../../../../src/scheduling/placement/placements.ts";
import type { PlacementName } from "../../../../src/scheduling/plan.ts";
import { type JobIndex, JobTable } from "../../../../src/workload/job-table.ts";

const SIZE = 8;
const JOB = 0 as JobIndex;

/** What a placement proposes on nodes with so many free GPUs: pairs of node and GPUs. */
function proposed(name: PlacementName, shape: Shape, free: readonly number[], gpus: number): number[][] {
  const jobs = new JobTable();
  const layout = { name: "p", nodes: free.length, gpusPerNode: SIZE, shape, tiers: 0, fails: false };
  const pool = new Pool(layout, jobs);
  free.forEach((left, node) => {
    pool.take(jobs.take(), node, SIZE - left, Holding.internal, SAFE);
  });
  const proposal = new Proposal();
  proposal.reset(ProposalKind.start, JOB, 0, gpus);
  if (gpus <= pool.fitLimit) placeGang(placements[name], pool, gpus, proposal);
  return Array.from({ length: proposal.nodeCount }, (_, place) => [
    proposal.nodes[place]!,
    proposal.gpusOn[place]!,
  ]);
}

/** The same by looking at every node. */
function searched(name: PlacementName, shape: Shape, free: readonly number[], gpus: number): number[][] {
  const order = free.map((left, node) => ({ left, node }));
  if (name === "best-fit") order.sort((a, b) => a.left - b.left);
  if (name === "worst-fit" || name === "least-utilised") order.sort((a, b) => b.left - a.left);
  if (shape === "whole-nodes" && gpus <= SIZE) {
    const chosen = order.find(({ left }) => left >= gpus);
    return chosen === undefined ? [] : [[chosen.node, gpus]];
  }
  const usable = shape === "spread" ? order : order.filter(({ left }) => left === SIZE);
  const total = usable.reduce((sum, { left }) => sum + left, 0);
  if (total < gpus) return [];
  let missing = gpus;
  return usable.flatMap(({ left, node }) => {
    const some = Math.min(left, missing);
    missing -= some;
    return some > 0 ? [[node, some]] : [];
  });
}

describe.each(["first-fit", "best-fit", "worst-fit", "least-utilised"] as const)("%s", (name) => {
  test.each(["whole-nodes", "spread"] as const)(
    "chooses the nodes that a search over all of them would (%s)",
    (shape) => {
      const nodes = fc.array(fc.oneof(fc.nat(SIZE), fc.constant(SIZE)), { minLength: 1, maxLength: 40 });
      fc.assert(
        fc.property(nodes, fc.integer({ min: 1, max: 40 }), (free, gpus) => {
          expect(proposed(name, shape, free, gpus)).toEqual(searched(name, shape, free, gpus));
        }),
        { seed: 4, numRuns: 300 },
      );
    },
  );
});

test("a gang takes whole nodes and of the last only what it needs", () => {
  expect(proposed("best-fit", "whole-nodes", [8, 3, 8, 8], 19)).toEqual([
    [0, 8],
    [2, 8],
    [3, 3],
  ]);
});

test("under `pool` a job has no nodes", () => {
  const layout = { name: "p", nodes: 4, gpusPerNode: SIZE, shape: "counts", tiers: 0, fails: false } as const;
  const pool = new Pool(layout, new JobTable());
  const proposal = new Proposal();
  placeGang(placements.pool, pool, 30, proposal);
  expect(proposal.nodeCount).toBe(0);
});
