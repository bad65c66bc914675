// Random models of every feature: what holds after every instant, and what must balance at the end.

import { expect, test } from "vitest";
import type { PoolPlan } from "../../src/fleet/plan.ts";
import type { GpuTime } from "../../src/ledger/rows.ts";
import type { Model } from "../../src/simulation/model.ts";
import { Simulation } from "../../src/simulation/simulation.ts";
import { type Run, runOf } from "../models.ts";
import { checkState } from "./invariants.ts";
import { holdsFor } from "./law.ts";
import { randomApart } from "./random-apart.ts";
import { randomModel } from "./random-models.ts";
import { randomResale } from "./random-resale.ts";
import { checkReasons } from "./reason-invariants.ts";
import { ImageWatch } from "./tenancy-invariants.ts";

const FILE = "tests/property/invariants.test.ts";
const STEPPED_RUNS = 60;
const WHOLE_RUNS = 100;
const MODELS = [
  { models: "of every feature", example: randomModel, part: 1 },
  { models: "whose sides never share a node", example: randomApart, part: 1 },
  { models: "whose customers leave GPUs unused", example: randomResale, part: 0.15 },
];

test.each(MODELS)(
  "after every instant GPUs, nodes, gangs, victims, lines, claims and services agree with the jobs, in models $models",
  ({ example, part }) => {
    holdsFor(FILE, part * STEPPED_RUNS, example, (model) => {
      const simulation = new Simulation(model, "invariants", 0);
      const images = new ImageWatch();
      while (!simulation.advance(Infinity, 1)) {
        checkState(simulation.state);
        checkReasons(simulation);
        if (model.fleet.tenancy !== null) images.look(simulation.state);
      }
      checkState(simulation.state);
      expect(simulation.now).toBe(model.end);
    });
  },
);

test.each(MODELS)(
  "every job that arrived has one outcome, and the records say the same as the totals, in models $models",
  ({ example, part }) => {
    holdsFor(FILE, part * WHOLE_RUNS, example, (model) => {
      const run = runOf(model);
      for (const { source, arrivals, byOutcome } of run.totals.outcomes) {
        const records = run.jobs.filter((job) => job.source === source && job.arrival >= model.warmup);
        expect(sum(Object.values(byOutcome))).toBe(arrivals);
        expect(records.length).toBe(arrivals);
        for (const [outcome, count] of Object.entries(byOutcome)) {
          expect(records.filter((job) => job.outcome === outcome).length).toBe(count);
        }
      }
      expect(new Set(run.jobs.map((job) => `${job.source} ${job.id}`)).size).toBe(run.jobs.length);
    });
  },
);

test.each(MODELS)(
  "GPU-time balances to the millisecond in every row and in the totals, in models $models",
  ({ example, part }) => {
    holdsFor(FILE, part * WHOLE_RUNS, example, (model) => {
      const run = runOf(model);
      const { gpuTime, measured } = run.totals;
      expect(measured).toBe(model.end - model.warmup);
      for (const row of [...run.utilisation, ...gpuTime]) checkBalance(row);
      model.fleet.pools.forEach((pool, index) => {
        const rows = run.utilisation.filter((row) => row.pool === index);
        const total = gpuTime[index]!;
        expect(total.installed).toBe(installedTime(pool, model));
        for (const column of Object.keys(total) as (keyof GpuTime)[]) {
          expect(sum(rows.map((row) => row[column]))).toBe(total[column]);
        }
        const held = run.allocation.filter((row) => row.pool === index).map((row) => row.allocated);
        const unused = run.allocation.filter((row) => row.pool === index).map((row) => row.unused);
        expect(sum(unused)).toBe(total.idleUnused + total.resold);
        expect(sum(held) - sum(unused)).toBe(total.allocatedInternal + total.allocatedRental);
      });
    });
  },
);

test.each(MODELS)(
  "requests are those that arrived, were admitted when they first started, and money is billed time at the price, in models $models",
  ({ example, part }) => {
    holdsFor(FILE, part * WHOLE_RUNS, example, (model) => {
      const run = runOf({ ...model, warmup: 0 });
      model.products.forEach((product, index) => {
        const sales = run.totals.sales[index]!;
        const jobs = run.jobs.filter((job) => job.source === model.sources[product.source]!.name);
        const count = (is: (job: Run["jobs"][number]) => boolean) => jobs.filter(is).length;
        expect(sales.requests).toBe(jobs.length);
        expect(sales.admitted).toBe(count((job) => !Number.isNaN(job.firstStart)));
        expect(sales.refused).toBe(count((job) => job.outcome === "refused" || job.outcome === "rejected"));
        expect(sales.preempted).toBe(sum(jobs.map((job) => job.preemptions)));
        expect(sales.revenue).toBe((sales.billed * product.price) / 3_600_000);
        const rows = run.revenue.filter((row) => row.product === index);
        for (const column of ["requests", "admitted", "refused", "preempted", "billed"] as const) {
          expect(sum(rows.map((row) => row[column]))).toBe(sales[column]);
        }
      });
    });
  },
);

test.each(MODELS)(
  "the same seed gives the same records and rows, whether the run is made at once or in slices, in models $models",
  ({ example, part }) => {
    holdsFor(FILE, part * WHOLE_RUNS, example, (model) => {
      const whole = runOf(model, "again", 3);
      expect(runOf(model, "again", 3)).toEqual(whole);
      expect(inSlices(model)).toEqual(whole);
    });
  },
);

function inSlices(model: Model): Run {
  const simulation = new Simulation(model, "again", 3, true);
  const drained = [];
  for (let until = 0; !simulation.advance(until, 7); until += model.end / 19)
    drained.push(simulation.drain());
  const totals = simulation.finish();
  drained.push(simulation.drain());
  return {
    totals,
    utilisation: drained.flatMap((rows) => rows.utilisation),
    allocation: drained.flatMap((rows) => rows.allocation),
    revenue: drained.flatMap((rows) => rows.revenue),
    demand: drained.flatMap((rows) => rows.demand),
    tokens: drained.flatMap((rows) => rows.tokens),
    deliveries: drained.flatMap((rows) => rows.deliveries),
    retirements: drained.flatMap((rows) => rows.retirements),
    jobs: drained.flatMap((rows) => rows.jobs),
  };
}

/** GPU-ms of the nodes that are there from the beginning, and of each delivery from when it comes, less what has left. */
function installedTime(pool: PoolPlan, { warmup, end }: Model): number {
  const { nodes, gpusPerNode, deliveries, retirements } = pool;
  const there = (from: number, some: number) =>
    some * gpusPerNode * Math.max(0, end - Math.max(from, warmup));
  const first = nodes - sum(deliveries.map((delivery) => delivery.nodes));
  const come = sum(deliveries.map(({ at, delay, nodes }) => there(at + (delay?.mean ?? 0), nodes)));
  return there(0, first) + come - sum(retirements.map(({ at, nodes }) => there(at, nodes)));
}

function checkBalance(time: GpuTime): void {
  expect(time.available + time.down + time.draining + time.spare).toBe(time.installed);
  expect(time.allocatedInternal + time.allocatedRental + time.idle).toBe(time.available);
  const { idleHeadroom, idleFragmentation, idleNotice, idleTurnover, idleBooked, idleUnused, idleNoDemand } =
    time;
  expect(
    idleHeadroom + idleFragmentation + idleNotice + idleTurnover + idleBooked + idleUnused + idleNoDemand,
  ).toBe(time.idle);
  const { waitingQuota, waitingNoGpus, waitingFragmented, waitingHeadroom, waiting } = time;
  const able = time.waitingReservation + time.waitingBlocked;
  expect(waitingQuota + waitingNoGpus + waitingFragmented + waitingHeadroom + able).toBe(waiting);
  expect(
    Math.min(...Object.values(time).filter((value) => typeof value === "number")),
  ).toBeGreaterThanOrEqual(0);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
