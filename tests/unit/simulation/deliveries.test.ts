// Nodes that arrive, on schedules small enough to follow by hand; times in ms.

import { describe, expect, test } from "vitest";
import type { DeliveryPlan, FailurePlan, FleetPlan, MaintenancePlan } from "../../../src/fleet/plan.ts";
import { Standing } from "../../../src/fleet/standing.ts";
import { constant } from "../../../src/kernel/laws/constant.ts";
import { uniform } from "../../../src/kernel/laws/uniform.ts";
import type { PlacementName } from "../../../src/scheduling/plan.ts";
import { type Model, withoutRental } from "../../../src/simulation/model.ts";
import { Simulation } from "../../../src/simulation/simulation.ts";
import {
  lawSource,
  modelOf,
  ON_DEMAND,
  POOL,
  productOf,
  runOf,
  SPOT,
  scheduling,
  traceSource,
} from "../../models.ts";

function delivery(at: number, nodes: number, parts: Partial<DeliveryPlan> = {}): DeliveryPlan {
  return { at, nodes, delay: null, capex: 0, ...parts };
}

/** A pool of nodes of 8 GPUs, of which the last come with the deliveries. */
function fleetWith(
  nodes: number,
  deliveries: readonly DeliveryPlan[],
  parts: Partial<FleetPlan> = {},
  pool: Partial<typeof POOL> = {},
): FleetPlan {
  const failures = null;
  return {
    pools: [{ ...POOL, ...pool, nodes, gpusPerNode: 8, deliveries }],
    failures,
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

test.each(PLACEMENTS)(
  "nodes are installed from their arrival on, and a job that is too large for those before waits for them, %s",
  (placement) => {
    const jobs = [{ id: "gang", submit: 10, service: 40, gpus: 24 }];
    const run = runOf(
      modelOf({
        end: 200,
        step: 100,
        fleet: fleetWith(4, [delivery(60, 1), delivery(130, 2, { capex: 5000 })]),
        sources: [traceSource("work", jobs)],
        scheduling: scheduling({ placement }),
      }),
    );
    expect(run.jobs[0]).toMatchObject({ firstStart: 130, end: 170, outcome: "completed" });
    // 1 node from 0, 1 from 60, 2 from 130 on.
    expect(run.utilisation.map(({ installed }) => installed)).toEqual([
      8 * (100 + 40),
      8 * (100 + 100 + 2 * 70),
    ]);
    expect(run.totals.gpuTime[0]).toMatchObject({ allocatedInternal: 24 * 40 });
    expect(run.deliveries).toEqual([
      { instant: 60, pool: 0, gpus: 8, capex: 0 },
      { instant: 130, pool: 0, gpus: 16, capex: 5000 },
    ]);
    expect(run.totals.capex).toBe(5000);
  },
);

test("a job that does not fit even when all have arrived is rejected at once", () => {
  const jobs = [{ id: "gang", submit: 10, service: 40, gpus: 33 }];
  const fleet = fleetWith(4, [delivery(60, 3)]);
  const { jobs: records } = runOf(modelOf({ end: 200, fleet, sources: [traceSource("work", jobs)] }));
  expect(records[0]).toMatchObject({ end: 10, outcome: "rejected" });
});

test("a share of headroom is of what is installed: it grows with the fleet", () => {
  const asked = { 10: 5, 70: 6, 75: 4 };
  const jobs = Object.entries(asked).map(([at, gpus]) => ({ id: at, submit: Number(at), service: 10, gpus }));
  const customers = traceSource("customers", jobs, ON_DEMAND);
  const sold = runOf(
    modelOf({
      end: 200,
      fleet: fleetWith(2, [delivery(60, 1)]),
      sources: [customers],
      products: [productOf(0)],
      scheduling: scheduling({ headroom: { kind: "share", share: 0.5 } }),
    }),
  );
  // Of 8 GPUs 4 are kept, of 16 GPUs 8: those who came at 10 and at 75 are refused.
  expect(sold.jobs.map(({ outcome }) => outcome)).toEqual(["refused", "refused", "completed"]);
});

describe("a node that has not arrived", () => {
  test("does not fail; its time to failure begins with its arrival", () => {
    const fleet = fleetWith(2, [delivery(30, 1)], { failures: FAILING });
    const simulation = new Simulation(modelOf({ end: 100, fleet }), "1", 0);
    const downAt = (instant: number) => {
      simulation.advance(instant);
      return simulation.state.pools[0]!.down;
    };
    expect([40, 51, 60, 79, 81, 90].map(downAt)).toEqual([0, 8, 0, 0, 8, 0]);
    expect(simulation.state.failures!.count).toBe(2);
  });

  test("is not there for a failure that is named either", () => {
    const at = [{ unit: 1, instant: 20, repair: 50 }];
    const fleet = fleetWith(2, [delivery(30, 1)], { failures: { ...FAILING, ttf: null, at } });
    const { totals } = runOf(modelOf({ end: 100, fleet }));
    expect(totals.gpuTime[0]).toMatchObject({ down: 0, installed: 8 * (100 + 70) });
  });

  test("does not come into service while its domain is down", () => {
    const failures = { ...FAILING, ttf: null, domains: { ttf: constant(20), repair: constant(15) } };
    const fleet = fleetWith(2, [delivery(30, 1)], { failures }, { nodesPerDomain: 2 });
    const { totals } = runOf(modelOf({ end: 50, fleet }));
    // The first node is down from 20 to 35, the second from its arrival at 30 to 35.
    expect(totals.gpuTime[0]).toMatchObject({ down: 8 * (15 + 5), installed: 8 * (50 + 20) });
  });

  test("is neither drained nor taken down by its maintenance, and one that arrives in the middle of it waits for its end", () => {
    const maintenance: MaintenancePlan = { every: 100, batchNodes: 2, drain: 10, duration: 20 };
    const fleet = fleetWith(2, [delivery(25, 1)], { maintenance });
    const { totals } = runOf(modelOf({ end: 60, fleet }));
    // Both drain from 0 to 10 and are down from 10 to 30; the second is there from 25 on.
    expect(totals.gpuTime[0]).toMatchObject({ draining: 8 * 10, down: 8 * (20 + 5) });
  });

  test("is no spare: the spares are among those that are there, and one more serves with every arrival", () => {
    const fleet = fleetWith(3, [delivery(30, 1)], { failures: { ...FAILING, ttf: null } }, { spares: 1 });
    const simulation = new Simulation(modelOf({ end: 100, fleet }), "1", 0);
    const standings = () => [0, 1, 2].map((node) => simulation.state.pools[0]!.standingOf(node));
    simulation.advance(20);
    expect(standings()).toEqual([Standing.inService, Standing.spare, Standing.absent]);
    simulation.advance(40);
    expect(standings()).toEqual([Standing.inService, Standing.spare, Standing.inService]);
  });
});

test("single GPUs of nodes that arrive fail like others, under any placement", () => {
  for (const placement of PLACEMENTS) {
    const fleet = fleetWith(2, [delivery(30, 1)], { failures: { ...FAILING, unit: "gpu" } });
    const { totals } = runOf(modelOf({ end: 100, fleet, scheduling: scheduling({ placement }) }));
    // 8 GPUs are down from 50 to 57, and 8 from 80 to 87.
    expect(totals.gpuTime[0]).toMatchObject({ down: 8 * 14, installed: 8 * (100 + 70) });
  }
});

test("how late nodes are is drawn for each delivery, and is the same without rental and for other work", () => {
  const late = { delay: uniform(0, 50) };
  const fleet = fleetWith(3, [delivery(10, 1, late), delivery(20, 1, late)]);
  const comings = (model: Model, replication: number) =>
    runOf(model, "1", replication).deliveries.map(({ instant }) => instant);
  const model = modelOf({
    end: 100,
    fleet,
    sources: [lawSource("work", 1e5), lawSource("spot", 1e5, SPOT)],
    products: [productOf(1)],
  });
  const instants = comings(model, 0);
  expect(comings(withoutRental(model), 0)).toEqual(instants);
  expect(comings({ ...model, sources: [], products: [] }, 0)).toEqual(instants);
  expect(comings(model, 1)).not.toEqual(instants);
  for (const instant of instants)
    expect(Number.isInteger(instant) && instant >= 10 && instant <= 70).toBe(true);
});
