// Which runs leave a divided pool: pools are filled at random with runs of slices and of whole GPUs.

import fc from "fast-check";
import { expect, test } from "vitest";
import { DividedPool } from "../../../../src/fleet/divided-pool.ts";
import { Holding, SAFE } from "../../../../src/fleet/holding.ts";
import { Proposal, ProposalKind, type View } from "../../../../src/scheduling/contract.ts";
import { bestFit } from "../../../../src/scheduling/placement/best-fit.ts";
import { placeGang } from "../../../../src/scheduling/placement/gang.ts";
import { VICTIMS, type VictimsName } from "../../../../src/scheduling/plan.ts";
import { VictimChoice } from "../../../../src/scheduling/preemption/victim-choice.ts";
import { type JobIndex, JobTable, NO_JOB } from "../../../../src/workload/job-table.ts";

const SLICES = 4;
const GPUS = 2;

interface Occupant {
  readonly size: number;
  readonly preemptible: boolean;
  /** where it stands; default: where best fit puts it */
  readonly gpu?: number;
}

/** A pool on which the runs that fit have started one after the other. */
function filled(nodes: number, occupants: readonly Occupant[], gpusPerNode = GPUS) {
  const jobs = new JobTable();
  const layout = { name: "p", nodes, gpusPerNode, slicesPerGpu: SLICES, tiers: 1 };
  const pool = new DividedPool(layout, jobs);
  const preemptible: JobIndex[] = [];
  for (const occupant of occupants) {
    if (occupant.size > pool.fitLimit) continue;
    const job = jobs.take();
    jobs.gpus[job] = occupant.size;
    const proposal = new Proposal();
    if (occupant.gpu === undefined) placeGang(bestFit, pool, occupant.size, "none", proposal);
    else proposal.addNode(occupant.gpu, occupant.size);
    const [holding, tier] = occupant.preemptible ? [Holding.preemptible, 0] : [Holding.firm, SAFE];
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

function proposedFor(size: number, { pool, jobs }: ReturnType<typeof filled>, rule: VictimsName) {
  const proposal = new Proposal();
  proposal.reset(ProposalKind.preempt, NO_JOB, 0, size);
  const lostWork = (job: JobIndex) => jobs.gpus[job]! * (1 + (job % 7));
  const view = { jobs, lostWork, billedPerHour: Float64Array.of(1) } as unknown as View;
  new VictimChoice(rule, view).choose(pool, size, 1, "none", proposal);
  const places = Array.from({ length: proposal.nodeCount }, (_, at) => at);
  return {
    victims: [...proposal.victims.subarray(0, proposal.victimCount)] as JobIndex[],
    gpus: places.map((at) => ({ gpu: proposal.nodes[at]!, slices: proposal.gpusOn[at]! })),
  };
}

const size = fc.oneof(
  fc.integer({ min: 1, max: SLICES - 1 }),
  fc.integer({ min: 1, max: 2 * GPUS + 1 }).map((gpus) => gpus * SLICES),
);
const occupants = fc.array(fc.record({ size, preemptible: fc.boolean() }), { maxLength: 30 });

/** GPUs of which a run holds slices. */
function gpusOf({ pool: { segments } }: ReturnType<typeof filled>, job: JobIndex): number[] {
  const gpus: number[] = [];
  for (let at = segments.firstOf(job); at !== -1; at = segments.next[at]!) gpus.push(segments.node[at]!);
  return gpus;
}

test.each(VICTIMS)(
  "victims (%s) may be taken, hold slices of the chosen GPUs or of the nodes of a gang, and leave the job its room",
  (rule) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), occupants, size, (nodes, each, wanted) => {
        const full = filled(nodes, each);
        fc.pre(wanted > full.pool.fitLimit && wanted <= full.pool.reclaimLimit(1));
        const { victims, gpus } = proposedFor(wanted, full, rule);
        expect(new Set(victims).size).toBe(victims.length);
        const near = (gpu: number) => (wanted > GPUS * SLICES ? Math.floor(gpu / GPUS) : gpu);
        const chosen = new Set(gpus.map(({ gpu }) => near(gpu)));
        for (const victim of victims) {
          expect(full.preemptible).toContain(victim);
          expect(gpusOf(full, victim).some((gpu) => chosen.has(near(gpu)))).toBe(true);
        }
        for (const victim of victims)
          full.pool.release(victim, full.jobs.gpus[victim]!, Holding.preemptible, 0);
        expect(gpus.map(({ slices }) => slices)).toEqual(
          wanted < SLICES ? [wanted] : new Array(wanted / SLICES).fill(SLICES),
        );
        for (const { gpu, slices } of gpus)
          expect(full.pool.nodes!.free[gpu]!).toBeGreaterThanOrEqual(slices);
        expect(new Set(gpus.map(({ gpu }) => gpu)).size).toBe(gpus.length);
        const on = new Set(gpus.map(({ gpu }) => Math.floor(gpu / GPUS)));
        expect(on.size).toBe(Math.ceil(wanted / (SLICES * GPUS)));
      }),
      { seed: 7, numRuns: 300 },
    );
  },
);

test("a whole GPU takes the runs of one GPU, both halves of it, and spares a younger one elsewhere", () => {
  const full = filled(1, [
    { size: 2, preemptible: true, gpu: 0 },
    { size: 2, preemptible: true, gpu: 0 },
    { size: 2, preemptible: false, gpu: 1 },
    { size: 1, preemptible: true, gpu: 1 },
  ]);
  const [first, second] = full.preemptible;
  expect(proposedFor(SLICES, full, "youngest")).toEqual({
    victims: [first, second],
    gpus: [{ gpu: 0, slices: SLICES }],
  });
});

test("of more GPUs than are needed on a node, those of the run walked last are emptied, and the others spared", () => {
  const runs = [2 * SLICES, SLICES].map((each) => ({ size: each, preemptible: true }));
  const full = filled(1, runs, 3);
  const [two] = full.preemptible;
  expect(proposedFor(2 * SLICES, full, "youngest")).toEqual({
    victims: [two],
    gpus: [0, 1].map((gpu) => ({ gpu, slices: SLICES })),
  });
});

test("GPUs that nobody holds are taken before those that victims leave", () => {
  const full = filled(2, [
    { size: 1, preemptible: false, gpu: 2 },
    { size: 1, preemptible: false, gpu: 3 },
    { size: 2, preemptible: true, gpu: 0 },
    { size: SLICES, preemptible: true, gpu: 1 },
    { size: 2, preemptible: true, gpu: 0 },
  ]);
  const [half, whole, other] = full.preemptible;
  expect(proposedFor(SLICES, full, "youngest").victims).toEqual([whole]);
  full.pool.release(whole!, SLICES, Holding.preemptible, 0);
  expect(proposedFor(2 * SLICES, full, "youngest")).toEqual({
    victims: [half, other],
    gpus: [
      { gpu: 1, slices: SLICES },
      { gpu: 0, slices: SLICES },
    ],
  });
});

test("a part of a GPU takes no more runs than it needs, of the GPU that the walk first makes roomy", () => {
  const full = filled(1, [
    { size: 1, preemptible: true, gpu: 0 },
    { size: 3, preemptible: true, gpu: 0 },
    { size: 2, preemptible: false, gpu: 1 },
    { size: 2, preemptible: true, gpu: 1 },
  ]);
  const [, , last] = full.preemptible;
  expect(proposedFor(2, full, "youngest")).toEqual({ victims: [last], gpus: [{ gpu: 1, slices: 2 }] });
});
