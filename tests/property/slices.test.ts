// Divided GPUs: against a simulator that looks at every slice, against pools that are not divided, and in every state.

import fc from "fast-check";
import { expect, test } from "vitest";
import { MINUTE } from "../../src/kernel/time.ts";
import type { Model } from "../../src/simulation/model.ts";
import { Simulation } from "../../src/simulation/simulation.ts";
import { fleetOf, modelOf, POOL, runOf, scheduling, traceSource } from "../models.ts";
import { checkState } from "./invariants.ts";
import { holdsFor } from "./law.ts";
import { naiveSlices, type SlicedScenario } from "./naive-slices.ts";
import { onMarkets } from "./random-markets.ts";
import { randomDividedModel, withParts } from "./random-models.ts";
import { checkReasons } from "./reason-invariants.ts";

const FILE = "tests/property/slices.test.ts";

/** Instants are few, so that many things happen at once. */
const sliced: fc.Arbitrary<SlicedScenario> = fc
  .record({
    nodes: fc.integer({ min: 1, max: 4 }),
    gpusOfNode: fc.integer({ min: 1, max: 4 }),
    slices: fc.integer({ min: 2, max: 5 }),
  })
  .chain(({ nodes, gpusOfNode, slices }) =>
    fc.record({
      nodes: fc.constant(nodes),
      gpusOfNode: fc.constant(gpusOfNode),
      slices: fc.constant(slices),
      placement: fc.constantFrom("first-fit", "best-fit", "worst-fit", "least-fragmenting"),
      blocks: fc.boolean(),
      jobs: fc
        .array(
          fc.record({
            submit: fc.nat(40),
            service: fc.integer({ min: 1, max: 30 }),
            size: fc.oneof(
              { weight: 3, arbitrary: fc.integer({ min: 1, max: slices - 1 }) },
              {
                weight: 2,
                arbitrary: fc.integer({ min: 1, max: nodes * gpusOfNode }).map((gpus) => gpus * slices),
              },
            ),
          }),
          { maxLength: 40 },
        )
        .map((jobs) =>
          jobs.sort((a, b) => a.submit - b.submit).map((job, place) => ({ ...job, id: `${place}` })),
        ),
    }),
  );

function engineModel({ nodes, gpusOfNode, slices, jobs, placement, blocks }: SlicedScenario) {
  return modelOf({
    step: MINUTE / 1000,
    fleet: fleetOf(nodes, gpusOfNode, {
      pools: [{ ...POOL, nodes, gpusPerNode: gpusOfNode, slicesPerGpu: slices }],
    }),
    sources: [
      traceSource(
        "jobs",
        jobs.map(({ size, ...job }) => ({ ...job, gpus: size / slices })),
      ),
    ],
    scheduling: scheduling({ placement, headOfLine: blocks ? "block" : "skip" }),
  });
}

test("the engine and a simulator that looks at every slice agree on start, end and nodes of every job", () => {
  holdsFor(FILE, 1000, sliced, (scenario) => {
    const fates = naiveSlices(scenario);
    const { jobs } = runOf(engineModel(scenario));
    expect(jobs.length).toBe(fates.size);
    for (const { id, firstStart, end, nodes } of jobs) {
      expect({ id, start: firstStart, end, nodes: [...nodes] }).toEqual(fates.get(id));
    }
  });
});

test("at every instant slices held and free are those installed, no job of part of a GPU has slices of two", () => {
  holdsFor(FILE, 20, randomDividedModel.map(withParts), (model) => {
    const simulation = new Simulation(model, "slices", 0);
    while (!simulation.advance(Infinity, 1)) {
      checkState(simulation.state);
      checkReasons(simulation);
    }
    checkState(simulation.state);
  });
});

test.each([
  { where: "at fixed prices", models: randomDividedModel, runs: 200 },
  { where: "on markets", models: onMarkets(randomDividedModel), runs: 60 },
])(
  "jobs of whole GPUs run as if no GPU were divided, $where: the same records, GPU-hours, waits and customers",
  ({ models, runs }) => {
    holdsFor(FILE, runs, models.map(onWholeGpus), (model) => {
      const pools = model.fleet.pools.map((pool) => ({ ...pool, slicesPerGpu: 1 }));
      const divided = runOf(model);
      const whole = runOf({ ...model, fleet: { ...model.fleet, pools } });
      expect(divided.jobs).toEqual(whole.jobs);
      expect(divided.utilisation).toEqual(whole.utilisation);
      expect(divided.allocation).toEqual(whole.allocation);
      expect(divided.demand).toEqual(whole.demand);
      expect(divided.totals.waits).toEqual(whole.totals.waits);
      divided.totals.sales.forEach((sales, product) => {
        const { revenue, gross, refunds, ...others } = whole.totals.sales[product]!;
        expect(sales).toMatchObject(others);
        // A slice has its part of the price, which may be a third.
        expect(sales.revenue).toBeCloseTo(revenue, 9);
        expect(sales.gross).toBeCloseTo(gross, 9);
        expect(sales.refunds).toBeCloseTo(refunds, 9);
      });
    });
  },
);

/** Headroom that is not rounded up to slices, and no replica of one GPU, which would be placed one by one. */
function onWholeGpus(model: Model): Model {
  const services = model.services.map((plan) => ({ ...plan, gpusPerReplica: plan.gpusPerReplica + 1 }));
  return { ...model, services, scheduling: { ...model.scheduling, headroom: { kind: "gpus", gpus: 2 } } };
}

test("GPU-time balances in GPUs whatever the slices, and sizes are written in GPUs", () => {
  holdsFor(FILE, 100, randomDividedModel.map(withParts), (model) => {
    const run = runOf(model);
    model.fleet.pools.forEach((pool, index) => {
      const { installed, allocatedInternal, allocatedRental, idle } = run.totals.gpuTime[index]!;
      expect(installed).toBe(pool.nodes * pool.gpusPerNode * run.totals.measured);
      expect(allocatedInternal + allocatedRental + idle).toBeCloseTo(installed, 3);
    });
    const sizes = new Set(model.sources.flatMap(sizesOf).map((size) => size.toPrecision(9)));
    for (const { gpus } of run.jobs) expect(sizes).toContain(gpus.toPrecision(9));
    for (const { size } of run.totals.waits) if (size !== "all") expect(sizes).toContain(size.toPrecision(9));
  });
});

function sizesOf(source: Model["sources"][number]): readonly number[] {
  return source.kind === "jobs" ? source.classes.flatMap(({ gpus }) => gpus.values) : [];
}
