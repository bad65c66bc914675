// Markets by hand, for tests of the engine: every default in one place, prices in $ per GPU-hour.

import type { Law } from "../../../../src/kernel/law.ts";
import { constant } from "../../../../src/kernel/laws/constant.ts";
import type { DemandCounts } from "../../../../src/ledger/rows.ts";
import type { AnswerPlan, MarketedPlan, MarketPlan } from "../../../../src/market/market-plan.ts";
import type { PricePlan } from "../../../../src/market/price/price-plan.ts";
import type { Run } from "../../../models.ts";

/** A product of which nothing is said but its price. */
export function marketed(price: PricePlan | number, changes: Partial<MarketedPlan> = {}): MarketedPlan {
  return {
    price: typeof price === "number" ? { kind: "fixed", price } : price,
    locked: false,
    answer: null,
    rework: null,
    retry: null,
    churn: null,
    ...changes,
  };
}

export function marketOf(products: readonly MarketedPlan[], changes: Partial<MarketPlan> = {}): MarketPlan {
  return { products, substitution: null, readiness: null, ...changes };
}

/** Customers that would pay so much, or as a law says, and have no tastes. */
export function payers(willingness: Law | number, taste = 0): AnswerPlan {
  return {
    kind: "logit",
    willingness: typeof willingness === "number" ? constant(willingness) : willingness,
    taste,
  };
}

/** A price that changes at given instants. */
export function dated(...steps: readonly (readonly [number, number])[]): PricePlan {
  return {
    kind: "dated",
    times: Float64Array.from(steps, ([time]) => time),
    prices: Float64Array.from(steps, ([, price]) => price),
  };
}

/** What a product's rows add up to. */
export function demandOf(run: Run, product = 0): Omit<DemandCounts, "price"> {
  const sum = { customers: 0, notReady: 0, gone: 0, declined: 0, switched: 0, retries: 0 };
  for (const row of run.demand.filter((each) => each.product === product))
    for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += row[key];
  return sum;
}
