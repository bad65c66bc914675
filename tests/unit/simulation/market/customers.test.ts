// Customers that choose, come again, and leave for good, in the engine.

import { describe, expect, test } from "vitest";
import { constant } from "../../../../src/kernel/laws/constant.ts";
import { exponential } from "../../../../src/kernel/laws/exponential.ts";
import { lognormalMeanCv } from "../../../../src/kernel/laws/lognormal.ts";
import { DAY, HOUR, YEAR } from "../../../../src/kernel/time.ts";
import type { MarketPlan } from "../../../../src/market/market-plan.ts";
import type { Model } from "../../../../src/simulation/model.ts";
import { Simulation } from "../../../../src/simulation/simulation.ts";
import {
  fleetOf,
  lawSource,
  modelOf,
  ON_DEMAND,
  productOf,
  type Run,
  runOf,
  SPOT,
  scheduling,
} from "../../../models.ts";
import { demandOf, marketed, marketOf, payers } from "./market-models.ts";

/** Two products, on demand and spot, each of so many customers an hour, on so many GPUs. */
function market(plan: MarketPlan, changes: Partial<Model> = {}, rates = [20, 20], gpus = 30): Model {
  return modelOf({
    end: 200 * HOUR,
    step: 10 * HOUR,
    fleet: fleetOf(1, gpus),
    sources: [
      lawSource("firm", rates[0]!, ON_DEMAND),
      lawSource("spot", rates[1]!, { ...SPOT, whenFull: "refuse" }),
    ],
    products: [productOf(0), productOf(1)],
    market: plan,
    scheduling: scheduling({ preemption: "internal-first" }),
    ...changes,
  });
}

const asked = ({ totals }: Run, product = 0) => totals.sales[product]!.requests;

describe("a customer without tastes", () => {
  const worth3 = (price: number) => market(marketOf([marketed(price, { answer: payers(3) }), marketed(1)]));

  test("asks while a GPU is worth its price, and not beyond", () => {
    for (const price of [2.99, 3]) {
      const run = runOf(worth3(price));
      expect(demandOf(run).declined).toBe(0);
      expect(asked(run)).toBe(demandOf(run).customers);
    }
    const dear = runOf(worth3(3.01));
    expect(asked(dear)).toBe(0);
    expect(demandOf(dear).declined).toBe(demandOf(dear).customers);
  });
});

test("whoever asks at a price asks at a lower one too: the same customers, drawn alike", () => {
  const answer = payers(lognormalMeanCv(3, 0.4), 0.3);
  const arrivals = (price: number) =>
    runOf(market(marketOf([marketed(price, { answer }), marketed(1)]), { fleet: fleetOf(1, 1000) }))
      .jobs.filter(({ source }) => source === "firm")
      .map(({ arrival }) => arrival);
  const [dear, cheap] = [arrivals(3.2), arrivals(2.4)];
  expect(dear.length).toBeGreaterThan(500);
  expect(cheap.length).toBeGreaterThan(dear.length);
  const there = new Set(cheap);
  expect(dear.filter((arrival) => !there.has(arrival))).toEqual([]);
});

test("everybody who comes is accounted for: asks, is not ready, has left or declines; and refused ones come again", () => {
  const plan = marketOf(
    [
      marketed(2.5, {
        answer: payers(lognormalMeanCv(3, 0.5), 0.2),
        retry: { share: 0.5, delay: exponential(15 * 60_000) },
        churn: { customers: 30, rate: 1 / (10 * DAY), perInterruption: 2, afterBreach: 1 / DAY },
      }),
      marketed(1.5, {
        answer: payers(lognormalMeanCv(2, 0.5), 0.2),
        rework: { perInterruption: HOUR / 2, memory: DAY },
      }),
    ],
    {
      substitution: {
        outside: 0.1,
        switching: 0.1,
        worth: [Float64Array.of(1, 0.6), Float64Array.of(1.2, 1)],
      },
      readiness: { shares: [0.3, 0.9], times: [0, 100 * HOUR], start: 0 },
    },
  );
  const sources = [...market(plan).sources, lawSource("work", 4, { side: "internal", priority: 50 })];
  const run = runOf(market(plan, { sources }, [], 12));
  const counts = [demandOf(run, 0), demandOf(run, 1)];
  const sum = (of: (each: (typeof counts)[number]) => number) =>
    counts.reduce((total, each) => total + of(each), 0);
  const asking = sum(({ customers, notReady, gone, declined }) => customers - notReady - gone - declined);
  expect(asked(run, 0) + asked(run, 1)).toBe(asking + sum(({ retries }) => retries));
  for (const { notReady, switched, customers } of counts) {
    expect(notReady).toBeGreaterThan(0);
    expect(switched).toBeGreaterThan(0);
    expect(customers).toBeGreaterThan(3000);
  }
  expect(counts[0]!.gone).toBeGreaterThan(0);
  expect(counts[0]!.retries).toBeGreaterThan(0);
  expect(counts[0]!.retries).toBeLessThanOrEqual(run.totals.sales[0]!.refused);
});

describe("a refused request", () => {
  const full = (share: number) =>
    runOf(
      market(
        marketOf([marketed(1, { retry: { share, delay: constant(HOUR) } }), marketed(1)]),
        { warmup: 0 },
        [28, 0],
      ),
    );

  test("is lost where nobody comes again", () => {
    expect(demandOf(full(0)).retries).toBe(0);
  });

  test("comes again no more often than requests are refused, and always where all do", () => {
    for (const share of [0.25, 0.5, 1]) {
      const run = full(share);
      const refused = run.jobs.filter(
        ({ outcome, end }) => outcome === "refused" && end <= 199 * HOUR,
      ).length;
      const { retries } = demandOf(run);
      expect(refused).toBeGreaterThan(200);
      expect(retries).toBeLessThanOrEqual(run.totals.sales[0]!.refused);
      const spread = Math.sqrt(refused * share * (1 - share));
      expect(Math.abs(retries - share * refused)).toBeLessThanOrEqual(3.2905 * spread);
    }
  });

  test("comes as it was, an hour later, for the same GPU-time", () => {
    const { jobs } = runOf(
      market(marketOf([marketed(1, { retry: { share: 1, delay: constant(HOUR) } })]), {
        end: 6 * HOUR,
        fleet: fleetOf(1, 1),
        sources: [
          lawSource("firm", 0, {
            ...ON_DEMAND,
            arrivals: { kind: "at", instants: Float64Array.of(0, HOUR / 2) },
            classes: [{ share: 1, gpus: { values: [1], probabilities: [1] }, service: constant(HOUR) }],
          }),
        ],
        products: [productOf(0)],
      }),
    );
    expect(
      jobs.map(({ id, arrival, firstStart, end, outcome }) => [
        id,
        arrival / HOUR,
        firstStart / HOUR,
        end / HOUR,
        outcome,
      ]),
    ).toEqual([
      ["1", 0.5, Number.NaN, 0.5, "refused"],
      ["0", 0, 0, 1, "completed"],
      ["2", 1.5, 1.5, 2.5, "completed"],
    ]);
  });
});

describe("customers that may take another product", () => {
  const plan = (firm: number, spot: number, worth: number, switching = 0) =>
    marketOf([marketed(firm, { answer: payers(3) }), marketed(spot, { answer: payers(2) })], {
      substitution: { outside: 0, switching, worth: [Float64Array.of(1, worth), Float64Array.of(0, 1)] },
    });

  test("take the one of the greater surplus, and none when none is worth its price", () => {
    const rates = [20, 0];
    // Firm leaves 3 − 2.5 = 0.5; spot, worth half of it, 1.5 − 1.1 = 0.4 or 1.5 − 0.9 = 0.6.
    const stay = runOf(market(plan(2.5, 1.1, 0.5), {}, rates));
    expect([demandOf(stay).switched, asked(stay, 1)]).toEqual([0, 0]);
    const go = runOf(market(plan(2.5, 0.9, 0.5), {}, rates));
    expect([demandOf(go).switched, asked(go, 0)]).toEqual([demandOf(go).customers, 0]);
    const none = runOf(market(plan(3.1, 1.6, 0.5), {}, rates));
    expect(demandOf(none).declined).toBe(demandOf(none).customers);
  });

  test("stay where they came for while switching costs more than it brings", () => {
    // It brings 0.6 − 0.5.
    const [cheap, dear] = [0.09, 0.11].map((switching) =>
      runOf(market(plan(2.5, 0.9, 0.5, switching), {}, [20, 0])),
    );
    expect(demandOf(cheap!).switched).toBe(demandOf(cheap!).customers);
    expect(demandOf(dear!)).toMatchObject({ switched: 0, declined: 0 });
  });

  test("have the priority of the product that they have chosen", () => {
    const model = market(plan(2.5, 0.9, 0.5), {}, [20, 0]);
    const sources = model.sources.map((source, place) => ({ ...source, priority: [7, 3][place]! }));
    const simulation = new Simulation({ ...model, sources }, "1", 0);
    simulation.advance(Infinity);
    expect(simulation.state.lines.map(({ source, priority }) => [source, priority])).toEqual([[1, 3]]);
  });

  test("do not look at a product that is worth nothing to them", () => {
    const run = runOf(market(plan(3.1, 0, 0), {}, [20, 0]));
    expect(asked(run, 1)).toBe(0);
  });

  test("are under the contract and of the source that they have chosen, each numbered there", () => {
    const run = runOf(market(plan(2.5, 0.9, 0.5), {}, [20, 5]));
    const numbers = run.jobs.map(({ id }) => Number(id));
    expect(new Set(run.jobs.map(({ source }) => source))).toEqual(new Set(["spot"]));
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(run.totals.outcomes[1]!.arrivals).toBe(demandOf(run, 0).customers + demandOf(run, 1).customers);
  });
});

test("a readiness of 30 % lets as many of the customers through, within 99.9 % limits", () => {
  const readiness = { shares: [0.2999, 0.3001], times: [0, 200 * HOUR], start: 0 };
  const run = runOf(market(marketOf([marketed(1), marketed(1)], { readiness }), { fleet: fleetOf(1, 1000) }));
  const { customers, notReady } = demandOf(run);
  expect(Math.abs(notReady - 0.7 * customers)).toBeLessThan(3.2905 * Math.sqrt(customers * 0.3 * 0.7));
});

describe("spot that is often taken back", () => {
  const taken = (reworkHours: number) => {
    const rework = { perInterruption: reworkHours * HOUR, memory: 30 * DAY };
    const answer = payers(lognormalMeanCv(3, 0.5), 0.2);
    const plan = marketOf([marketed(9), marketed(2, { answer, rework })]);
    const model = market(plan, {}, [0, 40]);
    const work = lawSource("work", 15, { side: "internal", priority: 50, preemptible: false });
    return runOf({ ...model, sources: [...model.sources, work] });
  };

  test("is asked for less, the more work each interruption costs", () => {
    const requests = [0, 0.5, 2].map((hours) => asked(taken(hours), 1));
    expect(requests[0]).toBeGreaterThan(requests[1]!);
    expect(requests[1]).toBeGreaterThan(requests[2]!);
  });
});

test("customers who have switched hold it against the product that they came for when they are interrupted", () => {
  // All who come for firm take spot, which has no customers of its own.
  const gone = (perInterruption: number) => {
    const churn = { customers: 200, rate: 1 / YEAR, perInterruption, afterBreach: 0 };
    const substitution = {
      outside: 0,
      switching: 0,
      worth: [Float64Array.of(1, 1), Float64Array.of(0, 1)],
    };
    const plan = marketOf([marketed(9, { answer: payers(3), churn }), marketed(1, { answer: payers(3) })], {
      substitution,
    });
    const model = market(plan, {}, [40, 0]);
    const work = lawSource("work", 15, { side: "internal", priority: 50, preemptible: false });
    return demandOf(runOf({ ...model, sources: [...model.sources, work] }), 0).gone;
  };
  expect(gone(3)).toBeGreaterThan(2 * gone(1));
});

test("a run that is ended in time, as its contract says, is no interruption", () => {
  const gone = (maximumLife: number) => {
    const churn = { customers: 200, rate: 1 / YEAR, perInterruption: 3, afterBreach: 0 };
    const model = market(marketOf([marketed(9), marketed(1, { churn })]), {}, [0, 20]);
    const sources = model.sources.map((source) => ({
      ...source,
      maximumLife,
      onPreemption: "kill" as const,
    }));
    return demandOf(runOf({ ...model, sources }), 1).gone;
  };
  expect(gone(HOUR / 2)).toBe(gone(Number.POSITIVE_INFINITY));
});

test("customers who are often interrupted come to leave sooner", () => {
  const gone = (perInterruption: number) => {
    const churn = { customers: 200, rate: 1 / YEAR, perInterruption, afterBreach: 0 };
    const model = market(marketOf([marketed(9), marketed(1, { churn })]), {}, [0, 40]);
    const work = lawSource("work", 15, { side: "internal", priority: 50, preemptible: false });
    return demandOf(runOf({ ...model, sources: [...model.sources, work] }), 1).gone;
  };
  expect(gone(3)).toBeGreaterThan(2 * gone(1));
});
