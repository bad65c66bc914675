// What jobs.csv says of the runs of a job, against what the ledger says was held, which shares no code with it.

import { expect, test } from "vitest";
import { simulationOf } from "../../../src/experiment/tasks.ts";
import type { JobRecord } from "../../../src/ledger/rows.ts";
import { scenarioOf } from "../scenario/memory-files.ts";

/** Spot is preempted again and again, some of it at the end waits for GPUs, and some still has them. */
const SCENARIO = `name: contested
horizon: 3d
seed: 4
fleet: {pools: [{name: p, gpu: H100, nodes: 2, gpus_per_node: 8}]}
internal:
  research: {arrivals: {poisson: {rate: 2/h}}, gpus: {1: 50%, 8: 50%}, service: {exponential: {mean: 1h}}}
rental:
  products:
    spot: {contract: {preset: aws.spot, admission: queue}, price: $2/GPU/h, demand: {rate: 1/h, gpus: 2, service: {exponential: {mean: 6h}}}}
scheduling: {preemption: internal-first, head_of_line: skip, placement: best-fit}
`;

function recorded() {
  const scenario = scenarioOf(SCENARIO);
  const simulation = simulationOf(scenario, { variant: "rental", replication: 0 }, true);
  simulation.advance(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);
  const totals = simulation.finish();
  return { totals, jobs: simulation.drain().jobs, end: scenario.end };
}

/** GPU-ms that a job held, by its runs. */
function heldBy({ gpus, earlierRuns, lastStart, outcome, end }: JobRecord, runEnd: number): number {
  const earlier = earlierRuns.reduce((sum, run) => sum + run.end - run.start, 0);
  if (outcome === "waiting" || Number.isNaN(lastStart)) return gpus * earlier;
  return gpus * (earlier + (outcome === "running" ? runEnd : end) - lastStart);
}

test("the runs of all jobs held what the ledger says was held, and never overlap", () => {
  const { totals, jobs, end } = recorded();
  const [pool] = totals.gpuTime;
  const held = (side: (job: JobRecord) => boolean) =>
    jobs.filter(side).reduce((sum, job) => sum + heldBy(job, end), 0);
  expect(held(({ source }) => source === "spot")).toBe(pool!.allocatedRental);
  expect(held(({ source }) => source === "research")).toBe(pool!.allocatedInternal);
  for (const { earlierRuns, lastStart, outcome } of jobs) {
    const starts = [
      ...earlierRuns.slice(1).map(({ start }) => start),
      ...(outcome === "waiting" ? [] : [lastStart]),
    ];
    for (const [place, start] of starts.entries())
      if (place < earlierRuns.length) expect(start).toBeGreaterThanOrEqual(earlierRuns[place]!.end);
  }
});

test("a job has an earlier run for each of its preemptions, but for one that has just been given its notice", () => {
  const { jobs } = recorded();
  const often = jobs.filter(({ preemptions }) => preemptions > 1);
  expect(often.length).toBeGreaterThan(10);
  expect(jobs.some(({ outcome, earlierRuns }) => outcome === "waiting" && earlierRuns.length > 0)).toBe(true);
  for (const { preemptions, earlierRuns, outcome } of jobs) {
    expect(earlierRuns.length).toBeLessThanOrEqual(preemptions);
    if (outcome === "waiting") expect(earlierRuns.length).toBe(preemptions);
  }
});
