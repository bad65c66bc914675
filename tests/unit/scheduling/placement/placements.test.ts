import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Holding, SAFE } from "../../../../src/fleet/holding.ts";
import { Pool } from "../../../../src/fleet/pool.ts";
import type { Shape } from "../../../../src/fleet/pool-layout.ts";
import { Proposal, ProposalKind } from "../../../../src/scheduling/contract.ts";
import { placeGang } from "../../../../src/scheduling/placement/gang.ts";
import { placements } from "../../../../src/scheduling/placement/placements.ts";
import type { PlacementName } from "../../../../src/scheduling/plan.ts";
import { JobMix } from "../../../../src/workload/job-mix.ts";
import { type JobIndex, JobTable } from "../../../../src/workload/job-table.ts";

const SIZE = 8;
const JOB = 0 as JobIndex;
const NO_JOBS = { mix: new JobMix() };

/** What a placement proposes on nodes with so many free GPUs: pairs of node and GPUs. */
function proposed(
  name: PlacementName,
  shape: Shape,
  free: readonly number[],
  gpus: number,
  view: { readonly mix: JobMix } = NO_JOBS,
): number[][] {
  const jobs = new JobTable();
  const layout = {
    name: "p",
    nodes: free.length,
    gpusPerNode: SIZE,
    shape,
    tiers: 0,
    fails: false,
    nodesPerDomain: null,
    apart: false,
    resells: false,
  };
  const pool = new Pool(layout, jobs);
  free.forEach((left, node) => {
    pool.take(jobs.take(), node, SIZE - left, Holding.internal, SAFE);
  });
  const proposal = new Proposal();
  proposal.reset(ProposalKind.start, JOB, 0, gpus);
  if (gpus <= pool.fitLimit) placeGang(placements[name](view), pool, gpus, "none", proposal);
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
  const layout = {
    name: "p",
    nodes: 4,
    gpusPerNode: SIZE,
    shape: "counts",
    tiers: 0,
    fails: false,
    nodesPerDomain: null,
    apart: false,
    resells: false,
  } as const;
  const pool = new Pool(layout, new JobTable());
  const proposal = new Proposal();
  placeGang(placements.pool(NO_JOBS), pool, 30, "none", proposal);
  expect(proposal.nodeCount).toBe(0);
});

describe("least-fragmenting", () => {
  const mixOf = (sizes: readonly number[]) => {
    const mix = new JobMix();
    for (const size of sizes) mix.add(size);
    return mix;
  };
  const sizes = fc.array(fc.oneof(fc.integer({ min: 1, max: SIZE }), fc.integer({ min: 9, max: 2000 })), {
    minLength: 1,
    maxLength: 30,
  });

  /** Free GPUs that jobs of the mix cannot use, summed over all jobs and nodes. */
  const fragments = (mix: readonly number[], free: readonly number[]) =>
    mix
      .flatMap((size) => free.map((left) => (Math.min(size, SIZE) > left ? left : 0)))
      .reduce((sum, each) => sum + each, 0);

  test("leaves, of all nodes that it could take, the fewest fragments to the jobs that have arrived", () => {
    const nodes = fc.array(fc.nat(SIZE), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(nodes, sizes, fc.integer({ min: 1, max: SIZE }), (free, mix, gpus) => {
        const left = (node: number) => free.map((some, each) => (each === node ? some - gpus : some));
        const fitting = [...free.keys()].filter((node) => free[node]! >= gpus);
        const [chosen] = proposed("least-fragmenting", "whole-nodes", free, gpus, { mix: mixOf(mix) });
        expect(chosen === undefined).toBe(fitting.length === 0);
        if (chosen === undefined) return;
        const least = Math.min(...fitting.map((node) => fragments(mix, left(node))));
        const best = fitting.filter((node) => fragments(mix, left(node)) === least);
        const fewest = Math.min(...best.map((node) => free[node]!));
        expect(chosen).toEqual([best.find((node) => free[node] === fewest), gpus]);
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  test("keeps a node for a size that is often asked for, where best fit would break it up", () => {
    const often = { mix: mixOf([4, 4, 4, 4, 4, 1]) };
    expect(proposed("least-fragmenting", "whole-nodes", [7, 4], 1, often)).toEqual([[0, 1]]);
    expect(proposed("best-fit", "whole-nodes", [7, 4], 1)).toEqual([[1, 1]]);
  });

  test("is best fit before any job has arrived, and where GPUs may be anywhere", () => {
    expect(proposed("least-fragmenting", "whole-nodes", [7, 4], 1)).toEqual([[1, 1]]);
    expect(proposed("least-fragmenting", "spread", [7, 4], 6, { mix: mixOf([8]) })).toEqual([
      [1, 4],
      [0, 2],
    ]);
  });
});
