// Which runs leave: pools are filled at random with preemptible and firm runs, and the choice is looked at as a whole.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Holding, Pool, type Shape } from "../../../../src/fleet/pool.ts";
import { Proposal, ProposalKind } from "../../../../src/scheduling/contract.ts";
import { firstFit } from "../../../../src/scheduling/placement/first-fit.ts";
import { placeGang } from "../../../../src/scheduling/placement/gang.ts";
import { youngestVictims } from "../../../../src/scheduling/preemption/youngest.ts";
import { type JobIndex, JobTable, NO_JOB } from "../../../../src/workload/job-table.ts";

const SIZE = 4;

interface Occupant {
  readonly gpus: number;
  readonly preemptible: boolean;
}

/** A pool on which the runs that fit have started one after the other. */
function filled(shape: Shape, nodes: number, occupants: readonly Occupant[]) {
  const pool = new Pool({ name: "p", gpu: "H100", nodes, gpusPerNode: SIZE }, shape);
  const jobs = new JobTable();
  const preemptible: JobIndex[] = [];
  for (const occupant of occupants) {
    if (occupant.gpus > pool.fitLimit) continue;
    const job = jobs.take();
    jobs.gpus[job] = occupant.gpus;
    const proposal = new Proposal();
    placeGang(firstFit, pool, occupant.gpus, proposal);
    const holding = occupant.preemptible ? Holding.preemptible : Holding.firm;
    if (shape === "counts") pool.take(job, -1, occupant.gpus, holding);
    for (let at = 0; at < proposal.nodeCount; at++)
      pool.take(job, proposal.nodes[at]!, proposal.gpusOn[at]!, holding);
    if (!occupant.preemptible) continue;
    jobs.previous[job] = preemptible.at(-1) ?? NO_JOB;
    pool.youngest = job;
    preemptible.push(job);
  }
  return { pool, jobs, preemptible };
}

function proposedFor(gpus: number, { pool, jobs }: ReturnType<typeof filled>) {
  const proposal = new Proposal();
  proposal.reset(ProposalKind.preempt, 999 as JobIndex, 0, gpus);
  youngestVictims(pool, gpus, jobs, proposal);
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
        fc.pre(gpus > full.pool.fitLimit && gpus <= full.pool.reclaimLimit);
        law(gpus, full);
      },
    ),
    { seed: 7, numRuns: 200 },
  );
}

describe.each(["counts", "whole-nodes", "spread"] as const)("the youngest victims (%s)", (shape) => {
  test("are preemptible runs, each once, and enough: the job fits when they have left", () => {
    whereItMatters(shape, (gpus, full) => {
      const { victims } = proposedFor(gpus, full);
      expect(new Set(victims).size).toBe(victims.length);
      for (const victim of victims) {
        expect(full.preemptible).toContain(victim);
        full.pool.release(victim, full.jobs.gpus[victim]!, Holding.preemptible);
      }
      expect(gpus).toBeLessThanOrEqual(full.pool.fitLimit);
    });
  });

  test("are none but those needed: without the oldest of them the job would not fit", () => {
    whereItMatters(shape, (gpus, full) => {
      const { victims } = proposedFor(gpus, full);
      const oldest = Math.min(...victims);
      for (const victim of full.preemptible) {
        if (victim > oldest) full.pool.release(victim, full.jobs.gpus[victim]!, Holding.preemptible);
      }
      expect(gpus, "all that are younger were not enough").toBeGreaterThan(full.pool.fitLimit);
    });
  });

  test("leave the placement its GPUs: free or vacated, on every node, and as many as the job has", () => {
    if (shape === "counts") return;
    whereItMatters(shape, (gpus, full) => {
      const { victims, nodes } = proposedFor(gpus, full);
      for (const victim of victims) full.pool.release(victim, full.jobs.gpus[victim]!, Holding.preemptible);
      const taken = new Map<number, number>();
      for (const { node, gpus: some } of nodes) taken.set(node, (taken.get(node) ?? 0) + some);
      for (const [node, some] of taken) expect(some).toBeLessThanOrEqual(full.pool.nodes!.free[node]!);
      expect([...taken.values()].reduce((sum, some) => sum + some, 0)).toBe(gpus);
      if (shape === "whole-nodes") expect(taken.size).toBe(Math.ceil(gpus / SIZE));
    });
  });
});

test("a run that shares no node with the placement is spared, however young", () => {
  const full = filled("whole-nodes", 2, [
    { gpus: 3, preemptible: true },
    { gpus: 1, preemptible: false },
    { gpus: 2, preemptible: true },
    { gpus: 2, preemptible: false },
  ]);
  expect(proposedFor(3, full)).toEqual({ victims: [0], nodes: [{ node: 0, gpus: 3 }] });
});
