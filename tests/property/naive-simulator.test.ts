// The engine against the naive simulator: two programs that share no code must agree on every job and every dollar.

import { expect, test } from "vitest";
import { runOf } from "../models.ts";
import { holdsFor } from "./law.ts";
import { NaiveReallocation } from "./naive-reallocation.ts";
import type { NaiveFate, NaiveRun, NaiveScenario } from "./naive-scenario.ts";
import { NaiveSimulator } from "./naive-simulator.ts";
import { NaiveTenancy } from "./naive-tenancy.ts";
import { BILLING, engineModel, randomReallocation, randomSchedule } from "./random-schedules.ts";
import { randomTenancy } from "./random-tenancy.ts";

const FILE = "tests/property/naive-simulator.test.ts";
const RULES = [
  { rule: "in lines", schedules: randomSchedule, runs: 250 },
  { rule: "given away anew at every event", schedules: randomReallocation, runs: 250 },
  { rule: "on whole nodes for each side or customer", schedules: randomTenancy(false), runs: 120 },
  { rule: "on whole domains for each side or customer", schedules: randomTenancy(true), runs: 250 },
];

test.each(RULES)(
  "the engine and the naive simulator agree on start, end, nodes, preemptions and outcome of every job, $rule",
  ({ schedules, runs }) => {
    holdsFor(FILE, runs, schedules, (scenario) => {
      const records = runOf(engineModel(scenario)).jobs;
      const byId = new Map(records.map((record) => [record.id, record]));
      const arrived = naiveSchedule(scenario).filter((fate) => fate.job.submit <= scenario.end);
      expect(records.length).toBe(arrived.length);
      for (const fate of arrived) {
        const { firstStart, end, preemptions, outcome, nodes } = byId.get(fate.job.id)!;
        expect({ id: fate.job.id, firstStart, end, preemptions, outcome, nodes }).toEqual(
          toldBy(fate, scenario),
        );
      }
    });
  },
);

function toldBy(fate: NaiveFate, scenario: NaiveScenario) {
  const nodes = fate.lastHeld.map(([node]) => node).sort((a, b) => a - b);
  const { firstStart, end, preemptions, outcome } = fate;
  return {
    id: fate.job.id,
    firstStart,
    end,
    preemptions,
    outcome,
    nodes: scenario.placement === "pool" ? [] : nodes,
  };
}

test.each(RULES)(
  "GPU-time and billed GPU-time are those of the runs that the naive simulator saw, $rule",
  ({ schedules, runs }) => {
    holdsFor(FILE, runs, schedules, (scenario) => {
      const model = engineModel(scenario);
      const { totals, utilisation, revenue } = runOf(model);
      const fates = naiveSchedule(scenario);
      // A run without an end stops when the last job leaves.
      const horizon = scenario.end < Infinity ? scenario.end : Math.max(0, ...fates.map((fate) => fate.end));
      if (horizon === 0) return; // no time, no row
      const used = (run: NaiveRun) => (run.by === "horizon" ? horizon : run.end) - run.start;
      const overRuns = (of: (fate: NaiveFate) => boolean, time: (run: NaiveRun) => number) =>
        fates
          .filter(of)
          .flatMap((fate) => fate.runs.map((run) => fate.job.gpus * time(run)))
          .reduce(add, 0);
      const allocated = (side: "allocatedInternal" | "allocatedRental") =>
        totals.gpuTime.map((each) => each[side]).reduce(add, 0);
      expect(totals.measured).toBe(horizon);
      expect(allocated("allocatedInternal")).toBe(overRuns((fate) => fate.source.internal, used));
      expect(allocated("allocatedRental")).toBe(overRuns((fate) => !fate.source.internal, used));
      model.products.forEach((product, index) => {
        const sales = totals.sales[index]!;
        const billed = overRuns(
          (fate) => fate.job.source === product.source,
          (run) => billedFor(run, used(run)),
        );
        expect(sales.billed).toBe(billed);
        expect(sales.revenue).toBeCloseTo((billed * product.price) / 3_600_000, 12);
        expect(
          revenue
            .filter((row) => row.product === index)
            .map((row) => row.billed)
            .reduce(add, 0),
        ).toBe(billed);
      });
      scenario.pools.forEach(({ nodes, gpusPerNode, deliveries }, index) => {
        const missed = deliveries.map((delivery) => delivery.nodes * Math.min(delivery.at, horizon));
        const nodeTime = nodes * horizon - missed.reduce(add, 0);
        expect(totals.gpuTime[index]!.installed).toBe(gpusPerNode * nodeTime);
      });
      const idle = utilisation.map((row) => row.idle).reduce(add, 0);
      expect(idle).toBe(totals.gpuTime.map((each) => each.idle).reduce(add, 0));
    });
  },
);

function add(a: number, b: number): number {
  return a + b;
}

/** The billing rules in their own words: free if taken away early, else whole units, and at least the minimum. */
function billedFor(run: NaiveRun, used: number): number {
  if (run.by === "horizon") return used;
  if (run.by === "provider" && used < BILLING.freeIfInterruptedWithin) return 0;
  let billed = 0;
  while (billed < used) billed += BILLING.granularity;
  return Math.max(billed, BILLING.minimum);
}

function naiveSchedule(scenario: NaiveScenario): readonly NaiveFate[] {
  const simulator = simulatorOf(scenario);
  simulator.run();
  return simulator.fates;
}

function simulatorOf(scenario: NaiveScenario) {
  if (scenario.reallocates) return new NaiveReallocation(scenario);
  return scenario.turnover === null ? new NaiveSimulator(scenario) : new NaiveTenancy(scenario);
}
