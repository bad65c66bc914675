// Which runs leave: pools are filled at random with preemptible and firm runs, and the choice is looked at as a whole.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Holding, SAFE } from "../../../../src/fleet/holding.ts";
import { Pool } from "../../../../src/fleet/pool.ts";
import type { Shape } from "../../../../src/fleet/pool-layout.ts";
import { Proposal, ProposalKind, type View } from "../../../../src/scheduling/contract.ts";
import { firstFit } from "../../../../src/scheduling/placement/first-fit.ts";
import { placeGang } from "../../../../src/scheduling/placement/gang.ts";
import { VICTIMS, type VictimsName } from "../../../../src/scheduling/plan.ts";
import { VictimChoice } from "../../../../src/scheduling/preemption/victim-choice.ts";
import { type JobIndex, JobTable, NO_JOB } from "../../../../src/workload/job-table.ts";

const SIZE = 4;

interface Occupant {
  readonly gpus: number;
  readonly preemptible: boolean;
}

/** A pool on which the runs that fit have started one after the other. */
function filled(shape: Shape, nodes: number, occupants: readonly Occupant[]) {
  const jobs = new JobTable();
  const pool = new Pool(
    {
      name: "p",
      nodes,
      gpusPerNode: SIZE,
      shape,
      tiers: 1,
      fails: false,
      nodesPerDomain: null,
      images: 0,
      resells: false,
    },
    jobs,
  );
  const preemptible: JobIndex[] = [];
  for (const occupant of occupants) {
    if (occupant.gpus > pool.fitLimit) continue;
    const job = jobs.take();
    jobs.gpus[job] = occupant.gpus;
    jobs.source[job] = preemptible.length % 3;
    const proposal = new Proposal();
    placeGang(firstFit, pool, occupant.gpus, "none", proposal);
    const holding = occupant.preemptible ? Holding.preemptible : Holding.firm;
    const tier = occupant.preemptible ? 0 : SAFE;
    if (shape === "counts") pool.take(job, -1, occupant.gpus, holding, tier);
    for (let at = 0; at < proposal.nodeCount; at++)
      pool.take(job, proposal.nodes[at]!, proposal.gpusOn[at]!, holding, tier);
    if (!occupant.preemptible) continue;
    const before = preemptible.at(-1) ?? NO_JOB;
    jobs.previous[job] = before;
    jobs.next[job] = NO_JOB;
    if (before === NO_JOB) pool.oldest[0] = job;
    else jobs.next[before] = job;
    pool.youngest[0] = job;
    preemptible.push(job);
  }
  return { pool, jobs, preemptible };
}

/** $ per GPU-hour of the three sources of runs. */
const PRICES = Float64Array.of(3, 1, 2);

function proposedFor(gpus: number, { pool, jobs }: ReturnType<typeof filled>, victimsRule: VictimsName) {
  const proposal = new Proposal();
  proposal.reset(ProposalKind.preempt, NO_JOB, 0, gpus);
  const lostWork = (job: JobIndex) => jobs.gpus[job]! * (1 + (job % 7));
  const view = { jobs, lostWork, billedPerHour: PRICES } as unknown as View;
  new VictimChoice(victimsRule, view).choose(pool, gpus, 1, "none", proposal);
  const victims = [...proposal.victims.subarray(0, proposal.victimCount)] as JobIndex[];
  const nodes = Array.from({ length: proposal.nodeCount }, (_, at) => ({
    node: proposal.nodes[at]!,
    gpus: proposal.gpusOn[at]!,
  }));
  return { victims, nodes };
}

const occupants = fc.array(fc.record({ gpus: fc.integer({ min: 1, max: 10 }), preemptible: fc.boolean() }), {
  maxLength: 30,
});

/** Cases in which a job does not fit, and would if all preemptible runs left. */
function whereItMatters(shape: Shape, law: (gpus: number, full: ReturnType<typeof filled>) => void): void {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 6 }),
      occupants,
      fc.integer({ min: 1, max: 16 }),
      (nodes, each, gpus) => {
        const full = filled(shape, nodes, each);
        fc.pre(gpus > full.pool.fitLimit && gpus <= full.pool.reclaimLimit(1));
        law(gpus, full);
      },
    ),
    { seed: 7, numRuns: 200 },
  );
}

const cases = (["counts", "whole-nodes", "spread"] as const).flatMap((shape) =>
  VICTIMS.map((victims) => ({ shape, victims })),
);

describe.each(cases)("the victims ($victims, $shape)", ({ shape, victims: rule }) => {
  test("are preemptible runs, each once, and enough: the job fits when they have left", () => {
    whereItMatters(shape, (gpus, full) => {
      const { victims } = proposedFor(gpus, full, rule);
      expect(new Set(victims).size).toBe(victims.length);
      for (const victim of victims) {
        expect(full.preemptible).toContain(victim);
        full.pool.release(victim, full.jobs.gpus[victim]!, Holding.preemptible, 0);
      }
      expect(gpus).toBeLessThanOrEqual(full.pool.fitLimit);
    });
  });

  test("are none but those needed: with any one of them left in place the job would not fit by count", () => {
    if (shape === "whole-nodes") return; // a gang may evict a run that holds GPUs on several of its nodes
    whereItMatters(shape, (gpus, full) => {
      const { victims } = proposedFor(gpus, full, rule);
      const vacated = victims.reduce((total, victim) => total + full.jobs.gpus[victim]!, full.pool.free);
      for (const victim of victims) expect(vacated - full.jobs.gpus[victim]!).toBeLessThan(gpus);
    });
  });

  test("leave the placement its GPUs: free or vacated, on every node, and as many as the job has", () => {
    if (shape === "counts") return;
    whereItMatters(shape, (gpus, full) => {
      const { victims, nodes } = proposedFor(gpus, full, rule);
      for (const victim of victims)
        full.pool.release(victim, full.jobs.gpus[victim]!, Holding.preemptible, 0);
      const taken = new Map<number, number>();
      for (const { node, gpus: some } of nodes) taken.set(node, (taken.get(node) ?? 0) + some);
      for (const [node, some] of taken) expect(some).toBeLessThanOrEqual(full.pool.nodes!.free[node]!);
      expect([...taken.values()].reduce((sum, some) => sum + some, 0)).toBe(gpus);
      if (shape === "whole-nodes") expect(taken.size).toBe(Math.ceil(gpus / SIZE));
    });
  });
});

test("a hundred and fifty thousand runs are no more than can be put in order", () => {
  const run = { gpus: 1, preemptible: true };
  const full = filled("counts", 150_000 / SIZE, new Array<Occupant>(150_000).fill(run));
  for (const rule of ["fewest", "least-lost-work", "cheapest"] as const)
    expect(proposedFor(1, full, rule).victims).toHaveLength(1);
});

test.each(["counts", "whole-nodes", "spread"] as const)(
  "too few candidates are told as a mistake of ours, and not looked for without end: %s",
  (shape) => {
    const full = filled(shape, 2, [{ gpus: 4, preemptible: true }]);
    expect(() => proposedFor(12, full, "youngest")).toThrow(
      "the runs that may be preempted do not make room",
    );
  },
);

test("a run that shares no node with the placement is spared, however young", () => {
  const full = filled("whole-nodes", 2, [
    { gpus: 3, preemptible: true },
    { gpus: 1, preemptible: false },
    { gpus: 2, preemptible: true },
    { gpus: 2, preemptible: false },
  ]);
  const [first] = full.preemptible;
  expect(proposedFor(3, full, "youngest")).toEqual({ victims: [first], nodes: [{ node: 0, gpus: 3 }] });
});

test("each order takes its own: the youngest, the oldest, one that suffices, the least billed", () => {
  const runs = [4, 2, 2].map((gpus) => ({ gpus, preemptible: true }));
  const full = filled("counts", 2, runs);
  const [s1, s2, s3] = full.preemptible as [JobIndex, JobIndex, JobIndex];
  expect(proposedFor(4, full, "youngest").victims).toEqual([s3, s2]);
  expect(proposedFor(4, full, "oldest").victims).toEqual([s1]);
  expect(proposedFor(4, full, "fewest").victims).toEqual([s1]);
  expect(proposedFor(4, full, "cheapest").victims).toEqual([s2, s3]); // $1 and $2 a GPU-hour; the first run bills $3
});
