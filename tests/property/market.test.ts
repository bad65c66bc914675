// Random models with random markets: prices that move, customers that choose, come again and leave.

import fc from "fast-check";
import { expect, test } from "vitest";
import type { Law } from "../../src/kernel/law.ts";
import { constant } from "../../src/kernel/laws/constant.ts";
import { exponential } from "../../src/kernel/laws/exponential.ts";
import { lognormalMeanCv } from "../../src/kernel/laws/lognormal.ts";
import { DAY, HOUR, MINUTE } from "../../src/kernel/time.ts";
import type { DemandRow } from "../../src/ledger/rows.ts";
import type { AnswerPlan, MarketedPlan, MarketPlan } from "../../src/market/market-plan.ts";
import type { PricePlan } from "../../src/market/price/price-plan.ts";
import type { Model } from "../../src/simulation/model.ts";
import { Simulation } from "../../src/simulation/simulation.ts";
import type { DriverPlan } from "../../src/workload/drivers/plan.ts";
import { type Run, runOf, totalsOf } from "../models.ts";
import { checkState } from "./invariants.ts";
import { holdsFor } from "./law.ts";
import { randomModel } from "./random-models.ts";

const FILE = "tests/property/market.test.ts";
const STEPPED_RUNS = 20;
const RUNS = 60;

const price: fc.Arbitrary<PricePlan> = fc.oneof(
  fc.constant<PricePlan>({ kind: "fixed", price: 1 }),
  fc.constant<PricePlan>({
    kind: "dated",
    times: Float64Array.of(0, 7 * HOUR, 20 * HOUR),
    prices: Float64Array.of(1, 3, 0.5),
  }),
  fc.nat(2).map<PricePlan>((hours) => ({
    kind: "utilisation-linked",
    points: [
      { utilisation: 0.2, price: 0.5 },
      { utilisation: 0.9, price: 4 },
    ],
    every: hours * HOUR,
  })),
  fc.constant<PricePlan>({ kind: "smooth-spot", floor: 0.5, cap: 4, every: HOUR, step: 0.3 }),
  fc.constant<PricePlan>({
    kind: "market-index",
    start: 2,
    regimes: [
      { drift: 0.5, volatility: 2, stay: DAY },
      { drift: -0.5, volatility: 1, stay: DAY },
    ],
    floor: 0.2,
    cap: 9,
    every: HOUR,
  }),
);

const willingness: fc.Arbitrary<Law> = fc.constantFrom(constant(2), exponential(2), lognormalMeanCv(2, 0.5));

const answer: fc.Arbitrary<AnswerPlan | null> = fc.oneof(
  fc.constant(null),
  fc.constant<AnswerPlan>({ kind: "form", form: { form: "linear", reference: 0, ceiling: 5 }, greatest: 1 }),
  fc.tuple(willingness, fc.constantFrom(0, 0.2, 1)).map<AnswerPlan>(([law, taste]) => ({
    kind: "logit",
    willingness: law,
    taste,
  })),
);

const marketed: fc.Arbitrary<MarketedPlan> = fc.record({
  price,
  locked: fc.boolean(),
  answer,
  rework: fc.option(fc.constant({ perInterruption: HOUR / 2, memory: DAY })),
  retry: fc.option(
    fc.record({ share: fc.constantFrom(0.3, 0.9), delay: fc.constant(exponential(30 * MINUTE)) }),
  ),
  churn: fc.option(
    fc.constant({ customers: 20, rate: 1 / (5 * DAY), perInterruption: 1.5, afterBreach: 1 / DAY }),
  ),
});

/** A market of so many products; among them all who have a willingness choose. */
function marketOf(count: number): fc.Arbitrary<MarketPlan> {
  return fc
    .tuple(fc.array(marketed, { minLength: count, maxLength: count }), fc.boolean(), fc.boolean())
    .map(([products, chooses, ramps]) => {
      const takes = (product: number) => products[product]!.answer?.kind === "logit";
      const worth = products.map((_, home) =>
        Float64Array.from(products, (_, other) =>
          home === other ? 1 : takes(home) && takes(other) ? 0.4 + 0.3 * other : 0,
        ),
      );
      return {
        products,
        substitution: chooses ? { outside: 0.1, switching: 0.1, worth } : null,
        readiness: ramps ? { shares: [0.5, 0.95], times: [0, DAY], start: 0 } : null,
      };
    });
}

/** Campaigns wait for their jobs, and nobody may be turned away from them. */
function open(model: Model): Model {
  const sources = model.sources.map((source) =>
    source.side === "rental" && source.kind === "jobs" && ["closed", "backlog"].includes(source.arrivals.kind)
      ? { ...source, arrivals: { kind: "poisson", rate: 1 / HOUR, growth: 0 } as const }
      : source,
  );
  return { ...model, sources };
}

/** Some prices under shocks that all of them share. */
function driven(model: Model, market: MarketPlan, shocks: readonly boolean[]): Model {
  const isDriven = (product: number) => shocks[product % shocks.length]!;
  const products = market.products.map((each, product) =>
    isDriven(product)
      ? { ...each, price: { kind: "driven", on: each.price, every: HOUR, floor: 0 } as const }
      : each,
  );
  const driver: DriverPlan = {
    name: "mood",
    process: { kind: "mean-reverting", sd: 0.5, halfLife: 5 * HOUR },
    every: HOUR,
    loads: model.products.map(({ name }) => ({ target: `price.${name}` as const, load: 1 })),
  };
  return { ...model, market: { ...market, products }, drivers: [driver] };
}

const models: fc.Arbitrary<Model> = randomModel
  .map(open)
  .chain((model) =>
    fc
      .tuple(marketOf(model.products.length), fc.array(fc.boolean(), { minLength: 1, maxLength: 4 }))
      .map(([market, shocks]) => driven(model, market, shocks)),
  );

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
