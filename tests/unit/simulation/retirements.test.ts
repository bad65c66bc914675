// Nodes that leave, on schedules small enough to follow by hand; times in ms.

import { describe, expect, test } from "vitest";
import type { FailurePlan, FleetPlan, RetirementPlan } from "../../../src/fleet/plan.ts";
import { constant } from "../../../src/kernel/laws/constant.ts";
import { exponential } from "../../../src/kernel/laws/exponential.ts";
import { HOUR } from "../../../src/kernel/time.ts";
import type { PlacementName } from "../../../src/scheduling/plan.ts";
import type { Model } from "../../../src/simulation/model.ts";
import {
  lawSource,
  modelOf,
  POOL,
  productOf,
  runOf,
  SPOT,
  scheduling,
  steppedService,
  traceSource,
} from "../../models.ts";

/** A pool of nodes of 8 GPUs, of which the first leave. */
function fleetWith(
  nodes: number,
  retirements: readonly RetirementPlan[],
  parts: Partial<FleetPlan> = {},
  pool: Partial<typeof POOL> = {},
): FleetPlan {
  return {
    pools: [{ ...POOL, ...pool, nodes, gpusPerNode: 8, retirements }],
    failures: null,
    maintenance: null,
    tenancy: null,
    ...parts,
  };
}

const FAILING: FailurePlan = {
  unit: "node",
  ttf: constant(50),
  repair: constant(7),
  crew: Number.POSITIVE_INFINITY,
  at: [],
  preferIdleReplacement: false,
  lemons: null,
  domains: null,
};

const PLACEMENTS: readonly PlacementName[] = ["pool", "first-fit"];

describe.each(PLACEMENTS)("under placement %s", (placement) => {
  const policy = scheduling({ placement });
  const two = [
    { id: "a", submit: 0, service: 150, gpus: 8 },
    { id: "b", submit: 0, service: 120, gpus: 8 },
    { id: "c", submit: 75, service: 10, gpus: 1 },
  ];
  const timesOf = (model: Model) =>
    Object.fromEntries(
      runOf(model).jobs.map(({ id, firstStart, end, outcome }) => [id, [firstStart, end, outcome]]),
    );

  test("who runs on nodes that leave is sent away by his own rule, and the GPUs are installed until then", () => {
    const fleet = fleetWith(2, [{ at: 100, nodes: 1, drain: 0 }]);
    const model = modelOf({ end: 300, fleet, sources: [traceSource("work", two)], scheduling: policy });
    expect(timesOf(model)).toEqual({
      // Whoever waits keeps his place: a has 50 left and goes on when b has ended.
      a: [0, 170, "completed"],
      b: [0, 120, "completed"],
      c: [170, 180, "completed"],
    });
    const [time] = runOf(model).totals.gpuTime;
    expect([time!.installed, time!.down, time!.draining]).toEqual([16 * 100 + 8 * 200, 0, 0]);
    const killed = { ...model, sources: [traceSource("work", two, { onPreemption: "kill" })] };
    expect(timesOf(killed)).toMatchObject({ a: [0, 100, "preempted"], c: [120, 130, "completed"] });
  });

  test("nodes that drain take no new work, and what runs on them runs on until they leave", () => {
    const jobs = [{ id: "long", submit: 0, service: 90, gpus: 4 }, ...two.slice(2)];
    const fleet = fleetWith(1, [{ at: 100, nodes: 1, drain: 30 }]);
    const model = modelOf({ end: 300, fleet, sources: [traceSource("work", jobs)], scheduling: policy });
    expect(timesOf(model)).toMatchObject({
      long: [0, 90, "completed"],
      c: [Number.NaN, Number.NaN, "waiting"],
    });
    const [time] = runOf(model).totals.gpuTime;
    expect([time!.installed, time!.draining]).toEqual([800, 4 * 30 + 4 * 10]);
  });

  test("a service asks for what it has lost, and lacks it where nothing is left", () => {
    const fleet = fleetWith(2, [{ at: 100, nodes: 1, drain: 0 }]);
    const model = modelOf({
      end: 300,
      fleet,
      services: [steppedService("tide", [0], [12])],
      scheduling: policy,
    });
    const { allocatedInternal, shortfall } = runOf(model).totals.gpuTime[0]!;
    expect([allocatedInternal, shortfall]).toEqual([12 * 100 + 8 * 200, 4 * 200]);
  });

  test("a retirement is to jobs, one by one, the failure of the same nodes that nobody ever repairs", () => {
    const classes = [
      {
        share: 1,
        gpus: { values: [1, 3, 8], probabilities: [0.6, 0.3, 0.1] },
        service: exponential(3 * HOUR),
      },
    ];
    const spot = lawSource("spot", 3, { ...SPOT, classes, onPreemption: "resume", onFailure: "resume" });
    const work = lawSource("work", 3, { classes, onPreemption: "restart", onFailure: "restart" });
    const model = (fleet: FleetPlan) =>
      modelOf({
        end: 200 * HOUR,
        step: HOUR,
        fleet,
        sources: [work, spot],
        products: [productOf(1)],
        scheduling: scheduling({ placement, preemption: "internal-first", headOfLine: "skip" }),
      });
    const at = [40 * HOUR, 90 * HOUR];
    const leaves = fleetWith(5, [
      { at: at[0]!, nodes: 2, drain: 0 },
      { at: at[1]!, nodes: 1, drain: 0 },
    ]);
    const named = [0, 1, 2].map((unit) => ({ unit, instant: at[unit < 2 ? 0 : 1]!, repair: 1000 * HOUR }));
    const fails = fleetWith(5, [], { failures: { ...FAILING, ttf: null, at: named } });
    const told = (fleet: FleetPlan) =>
      runOf(model(fleet), "retired").jobs.map(({ preemptions: _, ...job }) => job);
    const gone = told(leaves);
    expect(gone.length).toBeGreaterThan(800);
    expect(gone).toEqual(told(fails));
  });
});

describe("beside what takes nodes out otherwise", () => {
  const timeOf = (fleet: FleetPlan) => runOf(modelOf({ end: 100, fleet })).totals.gpuTime[0]!;

  test("a node that has left fails no more, and the repair of one that had failed ends with it", () => {
    const alone = timeOf(fleetWith(2, [{ at: 53, nodes: 1, drain: 0 }], { failures: FAILING }));
    // Both fail at 50; one leaves at 53, the other is back at 57.
    expect([alone.installed, alone.down]).toEqual([8 * (100 + 53), 8 * (3 + 7)]);
    const before = timeOf(fleetWith(2, [{ at: 30, nodes: 1, drain: 0 }], { failures: FAILING }));
    expect([before.installed, before.down]).toEqual([8 * (100 + 30), 8 * 7]);
  });

  test("a crew ends the repair that it has begun, and begins none of a node that has left", () => {
    const failures = { ...FAILING, crew: 1 };
    // Three fail at 50, and two leave at 53: the first is under way until 57, the second is dropped, the third takes until 64.
    const { down } = timeOf(fleetWith(3, [{ at: 53, nodes: 2, drain: 0 }], { failures }));
    expect(down).toBe(8 * (3 + 3 + 14));
  });

  test("a node that has left takes up no crew", () => {
    // Both fail at 50 and are repaired one after the other. At 112 the crew is free: nobody else is there to fail.
    const at = [{ unit: 1, instant: 112, repair: 10 }];
    const failures = { ...FAILING, repair: constant(10), crew: 1, at };
    const fleet = fleetWith(2, [{ at: 53, nodes: 1, drain: 0 }], { failures });
    const { down } = runOf(modelOf({ end: 150, fleet })).totals.gpuTime[0]!;
    expect(down).toBe(8 * (3 + 20 + 10));
  });

  test("when a node leaves one fewer is to serve: spares stay spares, and who takes a place leaves it to nobody", () => {
    const named = (unit: number, instant: number, repair: number) => ({ unit, instant, repair });
    const failures = { ...FAILING, ttf: null, at: [named(1, 50, 7)] };
    const time = timeOf(fleetWith(3, [{ at: 40, nodes: 1, drain: 0 }], { failures }, { spares: 1 }));
    // The spare serves from 50 on, and the node that is back at 57 stands by.
    expect([time.available, time.spare, time.down]).toEqual([8 * (80 + 60), 8 * (50 + 43), 8 * 7]);
  });

  test("a spare that serves in the place of a node that leaves serves on until another node is down", () => {
    const at = [
      { unit: 0, instant: 30, repair: 1000 },
      { unit: 1, instant: 50, repair: 1000 },
    ];
    const failures = { ...FAILING, ttf: null, at };
    const time = timeOf(fleetWith(4, [{ at: 40, nodes: 1, drain: 0 }], { failures }, { spares: 2 }));
    expect([time.available, time.spare]).toEqual([8 * (100 + 50), 8 * (30 + 100)]);
  });

  test("a node whose maintenance ends while it drains for good comes back as one that drains", () => {
    const maintenance = { every: 1000, batchNodes: 1, drain: 0, duration: 20 };
    const time = timeOf(fleetWith(1, [{ at: 40, nodes: 1, drain: 30 }], { maintenance }));
    expect([time.installed, time.down, time.draining, time.available]).toEqual([8 * 40, 8 * 20, 8 * 20, 0]);
  });

  test("a maintenance that begins and ends in that drain ends no drain", () => {
    const maintenance = { every: 1000, batchNodes: 2, drain: 10, duration: 20 };
    const time = timeOf(fleetWith(2, [{ at: 60, nodes: 2, drain: 60 }], { maintenance }));
    expect([time.installed, time.down, time.draining]).toEqual([16 * 60, 16 * 20, 16 * 40]);
  });
});
