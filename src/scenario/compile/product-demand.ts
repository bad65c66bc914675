// The demand for a product: its requests at the reference price, and how they answer to the product's own.

import type { Law } from "../../kernel/law.ts";
import { demandRate } from "../../market/demand.ts";
import type { DemandForm } from "../../market/plan.ts";
import type { ArrivalPlan, JobSourcePlan, SourceTraits } from "../../workload/plan.ts";
import type { KeyPath } from "../problem.ts";
import { price } from "../rates-and-money.ts";
import { amountOf } from "../schema/quantity.ts";
import type { DemandTree } from "../schema/rental.ts";
import { signed } from "../units.ts";
import { checkBacklog, checkBacklogGroups, compileArrivals, growthEcho, scaledArrivals } from "./arrivals.ts";
import type { Compiled, Context } from "./context.ts";
import { compileMix, compileSizes } from "./mix.ts";

/**
 * Requests at the product's price, and what they are like.
 * @param term how long a customer has its GPUs where the contract says it, else null
 */
export function compileDemand(
  tree: DemandTree,
  amount: number,
  term: Law | null,
  productPath: KeyPath,
  traits: SourceTraits,
  context: Context,
): Compiled<Pick<JobSourcePlan, "arrivals" | "classes">> {
  const path = [...productPath, "demand"];
  if (term !== null) checkSizesAlone(tree, path, context);
  const requests = compileRequests(tree, path, context);
  checkBacklog(requests.plan, traits, path, context);
  const form = compileForm(tree, amount, productPath, context);
  const answer = form === null ? 1 : demandRate(form, 1, amount);
  const classes =
    term === null
      ? compileMix(tree, path, traits, context)
      : [{ share: 1, gpus: compileSizes(tree, path, traits, context), service: term }];
  checkBacklogGroups(requests.plan, classes, path, context);
  return {
    plan: {
      arrivals: answer === 1 ? requests.plan : answered(requests.plan, answer, amount, productPath, context),
      classes,
    },
    echo: { ...tree, ...requests.echo },
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

/** The answer of demand to the price, or null and a report. */
function compileForm(
  tree: DemandTree,
  amount: number,
  productPath: KeyPath,
  context: Context,
): DemandForm | null {
  const path = [...productPath, "demand"];
  if (tree.form === "constant") {
    for (const key of ["reference", "elasticity"] as const) {
      if (tree[key] === undefined) continue;
      const message = "only isoelastic demand answers to the price";
      context.report({
        path: [...path, key],
        code: "contradiction",
        message,
        suggestion: "form: isoelastic",
        atKey: true,
      });
    }
    return { form: "constant" };
  }
  const missing = (["reference", "elasticity"] as const).filter((key) => tree[key] === undefined);
  for (const key of missing) {
    context.report({
      path: [...path, key],
      code: "missing_key",
      message: "missing required key",
      expected: "reference and elasticity",
    });
  }
  if (tree.reference === undefined || tree.elasticity === undefined) return null;
  const reference = amountOf(price, tree.reference);
  const elasticity = amountOf(signed, tree.elasticity);
  const zero = amount === 0 ? [...productPath, "price"] : reference === 0 ? [...path, "reference"] : null;
  if (zero !== null) {
    const message = "isoelastic demand has no limit at price 0";
    context.report({ path: zero, code: "wrong_value", message, got: 0, expected: "a price above $0/GPU/h" });
    return null;
  }
  if (elasticity > 0) {
    const message = "demand does not rise with the price";
    const expected = "an elasticity of at most 0";
    const suggestion = String(-elasticity);
    context.report({
      path: [...path, "elasticity"],
      code: "wrong_value",
      message,
      got: elasticity,
      expected,
      suggestion,
    });
    return null;
  }
  return { form: "isoelastic", reference, elasticity };
}
