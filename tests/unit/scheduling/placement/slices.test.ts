import { describe, expect, test } from "vitest";
import { DividedPool } from "../../../../src/fleet/divided-pool.ts";
import { Holding, SAFE } from "../../../../src/fleet/holding.ts";
import { Proposal } from "../../../../src/scheduling/contract.ts";
import { placeGang } from "../../../../src/scheduling/placement/gang.ts";
import { placements } from "../../../../src/scheduling/placement/placements.ts";
import type { PlacementName } from "../../../../src/scheduling/plan.ts";
import { JobMix } from "../../../../src/workload/job-mix.ts";
import { JobTable } from "../../../../src/workload/job-table.ts";

const ALL = 4;

/**
 * GPUs that a job of so many slices gets.
 * @param free slices free on each GPU, node by node
 * @param seen sizes of the jobs that have arrived, in slices
 */
function gpusFor(
  name: PlacementName,
  size: number,
  free: readonly (readonly number[])[],
  seen: readonly number[] = [],
): number[] {
  const jobs = new JobTable();
  const layout = { name: "p", nodes: free.length, gpusPerNode: free[0]!.length, slicesPerGpu: ALL, tiers: 0 };
  const pool = new DividedPool(layout, jobs);
  free.flat().forEach((left, gpu) => {
    if (left < ALL) pool.take(jobs.take(), gpu, ALL - left, Holding.internal, SAFE);
  });
  const mix = new JobMix(ALL * free[0]!.length);
  for (const each of seen) mix.add(each);
  const proposal = new Proposal();
  placeGang(placements[name]({ mix }), pool, size, "none", proposal);
  const places = Array.from({ length: proposal.nodeCount }, (_, at) => at);
  expect(places.reduce((sum, at) => sum + proposal.gpusOn[at]!, 0)).toBe(size);
  return places.map((at) => proposal.nodes[at]!);
}

describe("a job of less than a GPU", () => {
  const free = [
    [1, 4, 4],
    [2, 0, 4],
  ];

  test("gets, under first-fit, the lowest GPU with so many slices", () => {
    expect(gpusFor("first-fit", 1, free)).toEqual([0]);
    expect(gpusFor("first-fit", 2, free)).toEqual([1]);
  });

  test("gets, under best-fit, the GPU with the fewest; one that nobody holds, of the node with the fewest of those", () => {
    expect(gpusFor("best-fit", 1, free)).toEqual([0]);
    expect(gpusFor("best-fit", 2, free)).toEqual([3]);
    expect(gpusFor("best-fit", 3, free)).toEqual([5]);
  });

  test("gets, under worst-fit, one that nobody holds, of the node with the most of those", () => {
    expect(gpusFor("worst-fit", 1, free)).toEqual([1]);
    expect(
      gpusFor("worst-fit", 1, [
        [1, 2],
        [0, 3],
      ]),
    ).toEqual([3]);
  });

  // Free slices are fragments to the jobs that need more of one GPU. To three jobs of two slices a single one is 3, two are
  // none; so a slice off two is 3 more, off three none, and off a GPU that nobody holds none.
  test("gets, under least-fragmenting, the GPU that it makes least useless to the jobs that have arrived", () => {
    expect(
      gpusFor(
        "least-fragmenting",
        1,
        [
          [2, 3],
          [0, 4],
        ],
        [2, 2, 2],
      ),
    ).toEqual([1]);
    expect(
      gpusFor(
        "best-fit",
        1,
        [
          [2, 3],
          [0, 4],
        ],
        [2, 2, 2],
      ),
    ).toEqual([0]);
  });

  // Seen: a job of three GPUs and one of three slices. A slice off the first node leaves two there, useless to both, where
  // three were useless to one: 4 for 3. Off the second it leaves seven for eight, useless to the larger alone.
  test("breaks, under least-fragmenting, a whole GPU of a node that wants them less than another a held one", () => {
    const nodes = [
      [3, 0, 0],
      [4, 4, 0],
    ];
    expect(gpusFor("least-fragmenting", 1, nodes, [12, 3])).toEqual([3]);
    expect(gpusFor("best-fit", 1, nodes, [12, 3])).toEqual([0]);
  });

  // To jobs of two GPUs two whole ones are no fragments, and one alone is four slices: breaking one of two leaves five for
  // none, breaking the one alone leaves one for four.
  test("breaks, under least-fragmenting, a GPU whose node has lost its use for whole ones", () => {
    const nodes = [
      [4, 4, 0],
      [0, 4, 0],
    ];
    expect(gpusFor("least-fragmenting", 3, nodes, [8, 8, 8])).toEqual([4]);
    expect(gpusFor("first-fit", 3, nodes, [8, 8, 8])).toEqual([0]);
  });
});

describe("a job of whole GPUs", () => {
  const free = [
    [4, 3, 4, 4],
    [3, 4, 4, 3],
    [4, 4, 4, 4],
  ];

  test("gets GPUs of one node that nobody holds, the node as the placement says by those", () => {
    expect(gpusFor("first-fit", 2 * ALL, free)).toEqual([0, 2]);
    expect(gpusFor("best-fit", 2 * ALL, free)).toEqual([5, 6]);
    expect(gpusFor("worst-fit", 2 * ALL, free)).toEqual([8, 9]);
    expect(gpusFor("best-fit", 3 * ALL, free)).toEqual([0, 2, 3]);
  });

  test("larger than a node gets nodes that nobody holds, and of the last only what it needs", () => {
    const full = [4, 4];
    expect(gpusFor("best-fit", 5 * ALL, [full, [4, 3], full, full])).toEqual([0, 1, 4, 5, 6]);
  });
});
