// The demand for tokens at their price: a curve at the reference price, of which so much asks. A list price stays, and
// tokens are a fluid, so nobody is asked: the share that asks is one number for the whole run.

import { choiceShares } from "../../market/choice.ts";
import { demandRate } from "../../market/demand.ts";
import type { DemandForm } from "../../market/plan.ts";
import type { TokenContractPlan } from "../../market/tokens/plan.ts";
import type { DemandPlan } from "../../workload/plan.ts";
import type { KeyPath } from "../problem.ts";
import { amountOf } from "../schema/quantity.ts";
import type { TokenDemandTree } from "../schema/token-product.ts";
import type { Compiled, Context } from "./context.ts";
import { compileForm, formOf } from "./demand-form.ts";
import { TASTE_SHARE } from "./logit.ts";
import { PER_MTOK } from "./price-unit.ts";
import { checkTokens, compileDemandCurve, scaledDemand } from "./service.ts";
import { compileWillingness } from "./willingness.ts";

/** @param price of a million output tokens with the input that comes with them, after the discount, $ */
export function compileTokenDemand(
  tree: TokenDemandTree,
  price: number,
  contract: TokenContractPlan,
  path: KeyPath,
  context: Context,
): Compiled<DemandPlan> {
  checkTokens(tree, path, context);
  const form = compileForm(tree, PER_MTOK, path, context);
  if (contract.serving === "provisioned" && formOf(tree) !== "constant") reportPaid(contract, path, context);
  const logit = form === null ? compileLogit(tree, path, context) : null;
  const asks = form === null ? (logit?.asks(price) ?? 1) : formShare(form, price, path, context);
  const echo = { ...tree, form: formOf(tree), ...logit?.echo };
  return { plan: scaledDemand(compileDemandCurve(tree, path, context), asks), echo };
}

/** Use of what is paid for already does not ask what it costs. */
function reportPaid({ name }: TokenContractPlan, path: KeyPath, context: Context): void {
  const message = `${name} is paid used or not, and its use does not answer to a price`;
  const expected = "form: constant";
  context.report({ path: [...path, "form"], code: "contradiction", message, expected, atKey: true });
}

/** Of the demand at the reference price, the share that asks; above 1 below that price. */
function formShare(form: DemandForm, price: number, path: KeyPath, context: Context): number {
  const unbounded = form.form === "isoelastic" && price === 0;
  const share = unbounded ? Number.POSITIVE_INFINITY : demandRate(form, 1, price);
  if (Number.isFinite(share)) return share;
  const message = unbounded
    ? "isoelastic demand has no limit at price 0"
    : "at this price the demand is beyond all numbers";
  const place = [...path.slice(0, -1), "price"];
  context.report({ path: place, code: "wrong_value", message, expected: "a higher price" });
  return 1;
}

interface Logit {
  /** share of the customers to whom tokens are worth so much, on average over their willingness */
  readonly asks: (price: number) => number;
  readonly echo: object;
}

function compileLogit(tree: TokenDemandTree, path: KeyPath, context: Context): Logit | null {
  if (tree.willingness === undefined) return null;
  const willingness = compileWillingness(tree.willingness, PER_MTOK, [...path, "willingness"], context);
  const taste =
    tree.taste === undefined ? TASTE_SHARE * willingness.mean : amountOf(PER_MTOK.dimension, tree.taste);
  return {
    // Every law of prices has a mean of functions.
    asks: (price) => willingness.meanOf!((worth) => choiceShares([worth - price], 0, taste)[0]!),
    echo: { taste: tree.taste ?? PER_MTOK.text(taste) },
  };
}
