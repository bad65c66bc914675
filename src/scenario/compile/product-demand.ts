// The demand for a product: its requests at the reference price, what they are like, and how they answer to its own.

import type { Law } from "../../kernel/law.ts";
import { demandRate } from "../../market/demand.ts";
import type { AnswerPlan, MarketedPlan } from "../../market/market-plan.ts";
import type { DemandForm } from "../../market/plan.ts";
import type { PricePlan } from "../../market/price/price-plan.ts";
import { firstPrice, priceRange } from "../../market/price/price-range.ts";
import type { ArrivalPlan, JobSourcePlan, SourceTraits } from "../../workload/plan.ts";
import type { KeyPath } from "../problem.ts";
import type { DemandTree } from "../schema/product-demand.ts";
import { checkBacklog, checkBacklogGroups, compileArrivals, growthEcho, scaledArrivals } from "./arrivals.ts";
import type { Compiled, Context } from "./context.ts";
import { compileHabits } from "./customer-habits.ts";
import { compileForm, formOf } from "./demand-form.ts";
import { compileLogit } from "./logit.ts";
import { compileMix, compileSizes } from "./mix.ts";
import { PER_GPU_HOUR } from "./price-unit.ts";

type Customers = Omit<MarketedPlan, "price" | "locked">;

/** Requests at the product's price, what they are like, and what those do who make them. */
interface CompiledDemand extends Compiled<Pick<JobSourcePlan, "arrivals" | "classes">> {
  readonly customers: Customers;
}

/** @param term how long a customer has its GPUs where the contract says it, else null */
export function compileDemand(
  tree: DemandTree,
  price: PricePlan,
  term: Law | null,
  productPath: KeyPath,
  traits: SourceTraits,
  context: Context,
): CompiledDemand {
  const path = [...productPath, "demand"];
  if (term !== null) checkSizesAlone(tree, path, context);
  const requests = compileRequests(tree, path, context);
  checkBacklog(requests.plan, traits, path, context);
  const habits = compileHabits(tree, path, context);
  const form = compileForm(tree, PER_GPU_HOUR, path, context);
  const logit = form === null ? compileLogit(tree, price, path, context) : null;
  const answered =
    form === null
      ? { arrivals: requests.plan, answer: logit?.plan ?? null }
      : answerOf(form, requests.plan, price, habits.rework !== null, productPath, context);
  if (answered.answer !== null || habits.churn !== null) checkOpen(requests.plan, path, context);
  const classes =
    term === null
      ? compileMix(tree, path, traits, context)
      : [{ share: 1, gpus: compileSizes(tree, path, traits, context), service: term }];
  checkBacklogGroups(requests.plan, classes, path, context);
  return {
    plan: { arrivals: answered.arrivals, classes },
    customers: { ...habits, answer: answered.answer },
    echo: { ...tree, form: formOf(tree), ...logit?.echo, ...requests.echo },
  };
}

/** A window is as long as the product's term says. */
function checkSizesAlone(tree: DemandTree, path: KeyPath, context: Context): void {
  for (const key of ["service", "classes"] as const) {
    if (tree[key] === undefined) continue;
    const message = "the contract sells windows, whose length is the term of the product";
    const expected = "gpus here, and term on the product";
    context.report({ path: [...path, key], code: "contradiction", message, expected, atKey: true });
  }
}

interface Answered {
  readonly arrivals: ArrivalPlan;
  /** null where the requests that come are those at the price already */
  readonly answer: AnswerPlan | null;
}

/**
 * A form whose price stays is answered once: so many requests come. Else they come at the rate of the lowest price, and
 * each is asked when it comes.
 */
function answerOf(
  form: DemandForm,
  requests: ArrivalPlan,
  price: PricePlan,
  reworked: boolean,
  productPath: KeyPath,
  context: Context,
): Answered {
  const { lowest } = priceRange(price);
  if (form.form === "constant") return { arrivals: requests, answer: null };
  if (form.form === "isoelastic" && lowest === 0) {
    const message = "isoelastic demand has no limit at price 0";
    const expected =
      price.kind === "fixed"
        ? "a price above $0/GPU/h"
        : price.kind === "driven"
          ? "a price_floor above $0/GPU/h, for drivers may bring a price to nothing, or another form"
          : "a price with a floor above $0/GPU/h";
    const place = [...productPath, "price"];
    context.report({ path: place, code: "wrong_value", message, got: firstPrice(price), expected });
    return { arrivals: requests, answer: null };
  }
  const greatest = demandRate(form, 1, lowest);
  const arrivals = greatest === 1 ? requests : answered(requests, greatest, lowest, productPath, context);
  const asks = (price.kind !== "fixed" || reworked) && greatest > 0;
  return { arrivals, answer: asks ? { kind: "form", form, greatest } : null };
}

/** Requests at this price: `answer` times those at the reference price. */
function answered(
  plan: ArrivalPlan,
  answer: number,
  amount: number,
  productPath: KeyPath,
  context: Context,
): ArrivalPlan {
  const scaled = scaledArrivals(plan, answer);
  if (scaled === null) {
    const message = "these arrivals have no rate that could answer to the price";
    const expected = "arrivals with a rate, or form: constant";
    const place = [...productPath, "demand", "form"];
    context.report({ path: place, code: "contradiction", message, expected });
    return plan;
  }
  if (!Number.isFinite(answer) || ("rate" in scaled && !Number.isFinite(scaled.rate))) {
    const message = "at this price the rate of requests is beyond all numbers";
    context.report({ path: [...productPath, "price"], code: "wrong_value", message, got: amount });
  }
  return scaled;
}

/** Nobody may be turned away at the door where the next arrival waits for what becomes of the last. */
export function checkOpen({ kind }: ArrivalPlan, path: KeyPath, context: Context): void {
  if (kind !== "closed" && kind !== "backlog") return;
  const message = "these arrivals wait for their jobs, and a customer that does not ask has none";
  const expected = "arrivals that come by themselves, such as poisson or hour_of_week";
  context.report({ path: [...path, "arrivals"], code: "contradiction", message, expected });
}

const REQUESTS = ["rate", "hour_of_week", "arrivals"] as const;

/** Requests at the reference price: evenly over time, by the hour of the week, or in any other way. */
function compileRequests(tree: DemandTree, path: KeyPath, context: Context) {
  const { hour_of_week, arrivals } = tree;
  const [first, ...others] = REQUESTS.filter((key) => tree[key] !== undefined);
  for (const key of others) {
    const message = `${first} and ${key} cannot both hold`;
    context.report({ path: [...path, key], code: "contradiction", message, atKey: true });
  }
  if (first === undefined) {
    const expected = "rate, hour_of_week or arrivals";
    const message = "missing required key";
    context.report({ path: [...path, "rate"], code: "missing_key", message, expected });
  }
  const long = arrivals ?? (hour_of_week ? { hour_of_week } : { poisson: { rate: tree.rate ?? "0/h" } });
  const place = arrivals === undefined ? path : [...path, "arrivals"];
  const { plan, echo } = compileArrivals(long, tree.growth, place, context);
  const growth = growthEcho(plan, tree.growth, path, context);
  const own = arrivals !== undefined ? { arrivals: echo } : hour_of_week !== undefined ? echo : {};
  return { plan, echo: { ...own, ...growth } };
}
