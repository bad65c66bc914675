// Random models with random markets: prices that move, customers that choose, come again and leave.

import { expect, test } from "vitest";
import { HOUR } from "../../src/kernel/time.ts";
import type { DemandRow } from "../../src/ledger/rows.ts";
import type { Model } from "../../src/simulation/model.ts";
import { Simulation } from "../../src/simulation/simulation.ts";
import { type Run, runOf, totalsOf } from "../models.ts";
import { checkState } from "./invariants.ts";
import { holdsFor } from "./law.ts";
import { onMarkets } from "./random-markets.ts";
import { randomModel } from "./random-models.ts";

const FILE = "tests/property/market.test.ts";
const STEPPED_RUNS = 20;
const RUNS = 60;

const models = onMarkets(randomModel);

test("after every instant GPUs, gangs, victims and lines agree with the jobs", () => {
  holdsFor(FILE, STEPPED_RUNS, models, (model) => {
    const simulation = new Simulation(model, "market", 0);
    while (!simulation.advance(Infinity, 1)) checkState(simulation.state);
    checkState(simulation.state);
  });
});

test("everybody who comes asks, is not ready, has left or declines, and a request comes again only when it was refused", () => {
  holdsFor(FILE, RUNS, models, (model) => {
    const run = runOf({ ...model, warmup: 0 });
    const all = (of: (row: DemandRow) => number) => run.demand.reduce((sum, row) => sum + of(row), 0);
    const asked = run.totals.sales.reduce((sum, { requests }) => sum + requests, 0);
    const asking = all(({ customers, notReady, gone, declined }) => customers - notReady - gone - declined);
    expect(asked).toBe(asking + all(({ retries }) => retries));
    run.totals.sales.forEach(({ refused }, product) => {
      const again = run.demand.filter((row) => row.product === product);
      expect(again.reduce((sum, { retries }) => sum + retries, 0)).toBeLessThanOrEqual(refused);
    });
    expect(new Set(run.jobs.map((job) => `${job.source} ${job.id}`)).size).toBe(run.jobs.length);
  });
});

test("the money of the steps is that of the run, and what is billed costs between the least and the greatest price", () => {
  holdsFor(FILE, RUNS, models, (model) => {
    const run = runOf({ ...model, warmup: 0 });
    run.totals.sales.forEach(({ revenue, billed }, product) => {
      const rows = run.revenue.filter((row) => row.product === product);
      const money = rows.reduce((sum, row) => sum + row.revenue, 0);
      expect(Math.abs(money - revenue)).toBeLessThan(1e-6 * (1 + Math.abs(revenue)));
      const hours = billed / HOUR;
      expect(revenue).toBeGreaterThanOrEqual(0.2 * hours - 1e-6 * (1 + hours));
      expect(revenue).toBeLessThanOrEqual(9 * hours + 1e-6 * (1 + hours));
    });
  });
});

/** The same model with nothing but time asked of its runs, so that they may go the short way. */
function plain(model: Model): Model {
  const { scheduling } = model;
  const sources = model.sources.map((source) => ({
    ...source,
    checkpoint: null,
    interruptions: null,
    maximumLife: Infinity,
    onPreemption: "resume" as const,
    onFailure: "resume" as const,
  }));
  const preemption = { ...scheduling.preemption, rule: "by-priority" as const, protect: 0 };
  const changes = { order: "fcfs", backfill: "none", quotas: [], preemption } as const;
  return { ...model, sources, scheduling: { ...scheduling, ...changes } };
}

test("whether somebody keeps records of jobs changes nothing", () => {
  holdsFor(FILE, RUNS, models.map(plain), (model) => {
    expect(totalsOf(model, "1", 0)).toEqual(runOf(model).totals);
  });
});

test("the same seed gives the same run, whether it is made at once or in slices", () => {
  holdsFor(FILE, RUNS, models, (model) => {
    const whole = runOf(model, "again", 1);
    const simulation = new Simulation(model, "again", 1, true);
    const rows: Omit<Run, "totals">[] = [];
    while (!simulation.advance(Infinity, 7)) rows.push(simulation.drain());
    const totals = simulation.finish();
    rows.push(simulation.drain());
    expect(totals).toEqual(whole.totals);
    expect(rows.flatMap(({ demand }) => demand)).toEqual(whole.demand);
    expect(rows.flatMap(({ revenue }) => revenue)).toEqual(whole.revenue);
  });
});
