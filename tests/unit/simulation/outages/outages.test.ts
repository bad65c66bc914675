// What goes down together, stands by, drains and comes back, on schedules small enough to follow by hand; times in ms.

import { describe, expect, test } from "vitest";
import type { FailurePlan, FleetPlan, MaintenancePlan } from "../../../../src/fleet/plan.ts";
import { constant } from "../../../../src/kernel/laws/constant.ts";
import { weibull } from "../../../../src/kernel/laws/weibull.ts";
import { Simulation } from "../../../../src/simulation/simulation.ts";
import {
  lawSource,
  modelOf,
  POOL,
  productOf,
  runOf,
  SPOT,
  scheduling,
  steppedService,
  type TraceRow,
  traceSource,
} from "../../../models.ts";

const policy = scheduling({ placement: "first-fit", headOfLine: "skip" });

const NOTHING_FAILS: FailurePlan = {
  unit: "node",
  ttf: null,
  repair: constant(0),
  crew: Number.POSITIVE_INFINITY,
  at: [],
  preferIdleReplacement: false,
  lemons: null,
  domains: null,
};

function fleetWith(
  nodes: number,
  pool: Partial<typeof POOL>,
  failures: Partial<FailurePlan> | null,
  maintenance: MaintenancePlan | null = null,
): FleetPlan {
  return {
    pools: [{ ...POOL, ...pool, nodes, gpusPerNode: 8 }],
    failures: failures === null ? null : { ...NOTHING_FAILS, ...failures },
    maintenance,
    tenancy: null,
  };
}

function job(id: string, submit: number, service: number, gpus = 8): TraceRow {
  return { id, submit, service, gpus };
}

describe("a domain that fails", () => {
  const domains = { ttf: constant(10), repair: constant(5) };

  test("takes all its nodes and every job on them, gangs that reach into it too, and gives them back together", () => {
    const fleet = fleetWith(5, { nodesPerDomain: 2 }, { domains });
    const simulation = new Simulation(modelOf({ fleet, end: 40, scheduling: policy }), "1", 0);
    const downAt = (instant: number) => {
      simulation.advance(instant);
      return simulation.state.pools[0]!.down;
    };
    // All three domains fail at 10, are back at 15, and fail again at 25; the last has a single node.
    expect([9, 10, 14, 15, 24, 25].map(downAt)).toEqual([0, 40, 40, 0, 0, 40]);
  });

  test("leaves the domains of other pools alone that do not say what theirs are", () => {
    const { pools } = fleetWith(2, { nodesPerDomain: 1 }, null);
    const fleet = {
      pools: [...pools, { ...POOL, name: "other", nodes: 2, gpusPerNode: 8 }],
      failures: { ...NOTHING_FAILS, domains },
      maintenance: null,
      tenancy: null,
    };
    const rows = [job("a", 0, 100)];
    const sources = [traceSource("work", rows, { pools: [1] })];
    const { jobs, totals } = runOf(modelOf({ fleet, end: 101, sources, scheduling: policy }));
    expect(jobs[0]).toMatchObject({ end: 100 });
    expect(totals.gpuTime[0]!.down).toBe(16 * 5 * 6 + 16);
    expect(totals.gpuTime[1]!.down).toBe(0);
  });

  test("has a node down as long as either its own failure or its domain lasts", () => {
    const at = [{ unit: 0, instant: 8, repair: 4 }];
    const own = [{ unit: 1, instant: 12, repair: 6 }];
    const fleet = fleetWith(2, { nodesPerDomain: 2 }, { domains, at: [...at, ...own] });
    // Node 0 from 8 (its own failure) to 15 (its domain), node 1 from 10 (its domain) to 18 (its own).
    const { totals } = runOf(modelOf({ fleet, end: 24, scheduling: policy }));
    expect(totals.gpuTime[0]!.down).toBe(8 * (7 + 8));
  });
});

describe("a spare", () => {
  test("takes the place of a failed node at once, and that node stands by after its repair", () => {
    const at = [{ unit: 0, instant: 10, repair: 100 }];
    const fleet = fleetWith(3, { spares: 1 }, { at });
    const rows = [job("a", 0, 200), job("b", 0, 300), job("c", 50, 10)];
    const run = runOf(modelOf({ fleet, end: 400, sources: [traceSource("work", rows)], scheduling: policy }));
    // Node 2 takes over at 10; c waits for b's end at 210 although node 0 is up at 110.
    const ends = Object.fromEntries(run.jobs.map(({ id, end, nodes }) => [id, [end, ...nodes]]));
    expect(ends).toEqual({ a: [210, 2], b: [300, 1], c: [220, 2] });
    expect(run.totals.gpuTime[0]).toMatchObject({ down: 8 * 100, spare: 8 * (10 + 290), draining: 0 });
  });

  test("that fails itself takes nobody's place until it is repaired", () => {
    const at = [
      { unit: 2, instant: 5, repair: 20 },
      { unit: 0, instant: 10, repair: 100 },
    ];
    const fleet = fleetWith(3, { spares: 1 }, { at });
    const rows = [job("a", 0, 200), job("b", 0, 300)];
    const run = runOf(modelOf({ fleet, end: 400, sources: [traceSource("work", rows)], scheduling: policy }));
    expect(run.jobs.map(({ id, end }) => [id, end])).toEqual([
      ["a", 225],
      ["b", 300],
    ]);
  });

  test("stands by from the beginning on, long before anything happens: none of it is idle", () => {
    const fleet = fleetWith(3, { spares: 1 }, {});
    const late = [traceSource("work", [job("a", 90, 10)])];
    for (const sources of [late, []]) {
      const { totals } = runOf(modelOf({ fleet, end: 100, sources, scheduling: policy }));
      expect(totals.gpuTime[0]).toMatchObject({ installed: 24 * 100, spare: 8 * 100, available: 16 * 100 });
    }
  });

  test("is no room that a job could wait for: one that needs it is rejected", () => {
    const fleet = fleetWith(3, { spares: 1 }, {});
    const sources = [traceSource("work", [job("a", 0, 10, 24), job("b", 0, 10, 16)])];
    const { jobs } = runOf(modelOf({ fleet, end: 100, sources, scheduling: policy }));
    expect(jobs.map(({ outcome }) => outcome)).toEqual(["rejected", "completed"]);
  });
});

describe("maintenance", () => {
  const rolling: MaintenancePlan = { every: 100, batchNodes: 1, drain: 20, duration: 10 };

  test("drains a batch, lets jobs end, sends away who still runs, and has it back", () => {
    // Node 0 drains from 0, is down from 20 to 30; node 1 drains from 50, is down from 70 to 80.
    const rows = [job("a", 0, 1000), job("b", 1, 60)];
    const sources = [traceSource("work", rows)];
    const fleet = fleetWith(2, {}, null, rolling);
    const run = runOf(modelOf({ fleet, end: 99, sources, scheduling: policy }));
    expect(
      run.jobs.map(({ id, firstStart, preemptions, nodes }) => [id, firstStart, preemptions, nodes]),
    ).toEqual([
      ["b", 30, 0, [0]],
      ["a", 0, 1, [1]],
    ]);
    // a holds node 1 to the end of its drain and again from 80; b holds node 0 from 30 to 90.
    expect(run.totals.gpuTime[0]).toMatchObject({
      down: 8 * 20,
      draining: 8 * 20,
      spare: 0,
      allocatedInternal: 8 * (70 + 19 + 60),
      idle: 8 * 9,
    });
  });

  test("ends a job at the end of the drain and not after it, when both fall together", () => {
    const fleet = fleetWith(1, {}, null, { every: 1000, batchNodes: 1, drain: 20, duration: 10 });
    const sources = [traceSource("work", [job("a", 30, 990)])];
    const run = runOf(modelOf({ fleet, end: 1040, sources, scheduling: policy }));
    expect(run.jobs).toMatchObject([{ id: "a", end: 1020, preemptions: 0, outcome: "completed" }]);
  });

  test("does what the job does on a preemption", () => {
    const outcomes = (["resume", "restart", "kill"] as const).map((onPreemption) => {
      const fleet = fleetWith(1, {}, null, { every: 1000, batchNodes: 1, drain: 0, duration: 10 });
      const rows = [job("a", 950, 100)];
      const sources = [traceSource("work", rows, { onPreemption })];
      const { jobs } = runOf(modelOf({ fleet, end: 1500, sources, scheduling: policy }));
      return [jobs[0]!.outcome, jobs[0]!.end];
    });
    // Taken at 1000 with half of its work done; the node is back at 1010.
    expect(outcomes).toEqual([
      ["completed", 1060],
      ["completed", 1110],
      ["preempted", 1000],
    ]);
  });

  test("lets nobody preempt what runs on a draining node: its GPUs would go to nobody", () => {
    const fleet = fleetWith(1, {}, null, { every: 1000, batchNodes: 1, drain: 50, duration: 10 });
    const spot = traceSource("spot", [job("s", 100, 2000)], SPOT);
    const work = traceSource("work", [job("w", 1010, 5)], { priority: 50 });
    const parts = { sources: [spot, work], products: [productOf(0)] };
    const preempting = scheduling({ placement: "first-fit", preemption: "internal-first" });
    const { jobs } = runOf(modelOf({ fleet, end: 1200, ...parts, scheduling: preempting }));
    // The drain ends at 1050: s leaves then and not at 1010, and w starts when the node is back.
    expect(jobs.find(({ id }) => id === "w")).toMatchObject({ firstStart: 1060 });
    expect(jobs.find(({ id }) => id === "s")).toMatchObject({ preemptions: 1 });
  });

  test("gives up a claim on a node that begins to drain", () => {
    const fleet = fleetWith(1, {}, null, { every: 1000, batchNodes: 1, drain: 50, duration: 10 });
    const spot = traceSource("spot", [job("s", 100, 2000)], { ...SPOT, notice: 30 });
    const work = traceSource("work", [job("w", 990, 5)], { priority: 50 });
    const parts = { sources: [spot, work], products: [productOf(0)] };
    const preempting = scheduling({ placement: "first-fit", preemption: "internal-first" });
    const { jobs } = runOf(modelOf({ fleet, end: 1200, ...parts, scheduling: preempting }));
    expect(jobs.find(({ id }) => id === "w")).toMatchObject({ firstStart: 1060 });
  });

  test("moves the replicas of a service at the end of the drain", () => {
    const service = steppedService("inference", [0], [8]);
    const fleet = fleetWith(2, {}, null, rolling);
    const run = runOf(modelOf({ fleet, end: 99, services: [service], scheduling: policy }));
    // Node 1 until the end of its drain at 70, then node 0: the service never lacks a GPU.
    expect(run.totals.gpuTime[0]).toMatchObject({ allocatedInternal: 8 * 99, shortfall: 0 });
  });
});

test("lemons are as many as their share says, and have a multiple of the failures", () => {
  const plan = { ttf: constant(100), repair: constant(0), lemons: { share: 0.3, factor: 5 } };
  const fleet = fleetWith(10, {}, plan);
  const simulation = new Simulation(modelOf({ fleet, end: 1000 }), "1", 0);
  simulation.advance(1000);
  expect(simulation.state.failures!.count).toBe(7 * 10 + 3 * 50);
});

test("which units are lemons follows from the seed and the replication, and from nothing else", () => {
  const firstFailures = (replication: number, factor: number) => {
    const fleet = fleetWith(
      40,
      {},
      { ttf: constant(100), lemons: { share: 0.25, factor }, repair: constant(1000) },
    );
    const simulation = new Simulation(modelOf({ fleet, end: 1000, scheduling: policy }), "1", replication);
    simulation.advance(100 / factor);
    return [...simulation.state.pools[0]!.nodes!.free].flatMap((free, node) => (free === 0 ? [node] : []));
  };
  expect(firstFailures(0, 4)).toHaveLength(10);
  expect(firstFailures(0, 4)).toEqual(firstFailures(0, 2));
  expect(firstFailures(1, 4)).not.toEqual(firstFailures(0, 4));
});

test("failures, spares and maintenance are the same with and without rental", () => {
  const fleet = fleetWith(
    12,
    { nodesPerDomain: 3, spares: 2 },
    {
      ttf: weibull(0.7, 400),
      repair: weibull(2, 60),
      crew: 2,
      lemons: { share: 0.2, factor: 5 },
      domains: { ttf: weibull(1, 900), repair: weibull(1, 30) },
    },
    { every: 500, batchNodes: 4, drain: 40, duration: 25 },
  );
  const busy = { arrivals: { kind: "poisson", rate: 1 / 20, growth: 0 } } as const;
  const internal = lawSource("internal", 1, { ...busy, priority: 50 });
  const spot = lawSource("spot", 1, { ...SPOT, ...busy, notice: 3 });
  const parts = { fleet, end: 20_000, step: 100, scheduling: { ...policy } };
  const outOf = (rented: boolean) =>
    runOf(
      modelOf({
        ...parts,
        sources: rented ? [internal, spot] : [internal],
        products: rented ? [productOf(1)] : [],
      }),
    ).utilisation.map(({ down, spare }) => [down, spare]);
  expect(outOf(true)).toEqual(outOf(false));
  expect(new Set(outOf(true).map(String)).size).toBeGreaterThan(50);
});
