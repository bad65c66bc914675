// Random markets for random models: prices that move, customers that choose, come again and leave.

import fc from "fast-check";
import type { Law } from "../../src/kernel/law.ts";
import { constant } from "../../src/kernel/laws/constant.ts";
import { exponential } from "../../src/kernel/laws/exponential.ts";
import { lognormalMeanCv } from "../../src/kernel/laws/lognormal.ts";
import { DAY, HOUR, MINUTE } from "../../src/kernel/time.ts";
import type { AnswerPlan, MarketedPlan, MarketPlan } from "../../src/market/market-plan.ts";
import type { PricePlan } from "../../src/market/price/price-plan.ts";
import type { Model } from "../../src/simulation/model.ts";
import type { DriverPlan } from "../../src/workload/drivers/plan.ts";

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

/** Such models, each with a market of its products. */
export function onMarkets(models: fc.Arbitrary<Model>): fc.Arbitrary<Model> {
  return models
    .map(open)
    .chain((model) =>
      fc
        .tuple(marketOf(model.products.length), fc.array(fc.boolean(), { minLength: 1, maxLength: 4 }))
        .map(([market, shocks]) => driven(model, market, shocks)),
    );
}
