// The demand for tokens at their price: a curve at the reference price, of which so much asks. Tokens are a fluid, so nobody
// is asked: under a list price that stays, the share that asks is one number for the whole run.

import type { TokenContractPlan, TokenProductPlan } from "../../market/tokens/plan.ts";
import { askingShare, type TokenAnswer } from "../../market/tokens/token-answer.ts";
import type { KeyPath } from "../problem.ts";
import { amountOf } from "../schema/quantity.ts";
import type { TokenDemandTree } from "../schema/token-product.ts";
import type { Compiled, Context } from "./context.ts";
import { compileForm, formOf } from "./demand-form.ts";
import { TASTE_SHARE } from "./logit.ts";
import { PER_MTOK } from "./price-unit.ts";
import { checkTokens, compileDemandCurve, scaledDemand } from "./service.ts";
import { compileWillingness } from "./willingness.ts";

/**
 * @param price of a million output tokens with the input that comes with them, after the discount, $
 * @param moves whether drivers move it
 */
export function compileTokenDemand(
  tree: TokenDemandTree,
  price: number,
  moves: boolean,
  contract: TokenContractPlan,
  path: KeyPath,
  context: Context,
): Compiled<Pick<TokenProductPlan, "demand" | "answer">> {
  checkTokens(tree, path, context);
  const form = compileForm(tree, PER_MTOK, path, context);
  if (contract.serving === "provisioned" && formOf(tree) !== "constant") reportPaid(contract, path, context);
  const logit = form === null ? compileLogit(tree, path, context) : null;
  const answer = form ?? logit?.answer ?? ({ form: "constant" } as const);
  const curve = compileDemandCurve(tree, path, context);
  const asks = shareAt(answer, price, path, context);
  const echo = { ...tree, form: formOf(tree), ...logit?.echo };
  const plan = moves ? { demand: curve, answer } : { demand: scaledDemand(curve, asks), answer: null };
  return { plan, echo };
}

/** Use of what is paid for already does not ask what it costs. */
function reportPaid({ name }: TokenContractPlan, path: KeyPath, context: Context): void {
  const message = `${name} is paid used or not, and its use does not answer to a price`;
  const expected = "form: constant";
  context.report({ path: [...path, "form"], code: "contradiction", message, expected, atKey: true });
}

/** The share that asks at the list price, which must have one. */
function shareAt(answer: TokenAnswer, price: number, path: KeyPath, context: Context): number {
  const unbounded = answer.form === "isoelastic" && price === 0;
  const share = unbounded ? Number.POSITIVE_INFINITY : askingShare(answer, price);
  if (Number.isFinite(share)) return share;
  const message = unbounded
    ? "isoelastic demand has no limit at price 0"
    : "at this price the demand is beyond all numbers";
  const place = [...path.slice(0, -1), "price"];
  context.report({ path: place, code: "wrong_value", message, expected: "a higher price" });
  return 1;
}

function compileLogit(
  tree: TokenDemandTree,
  path: KeyPath,
  context: Context,
): { readonly answer: TokenAnswer; readonly echo: object } | null {
  if (tree.willingness === undefined) return null;
  const willingness = compileWillingness(tree.willingness, PER_MTOK, [...path, "willingness"], context);
  const taste =
    tree.taste === undefined ? TASTE_SHARE * willingness.mean : amountOf(PER_MTOK.dimension, tree.taste);
  return {
    answer: { form: "logit", willingness, taste },
    echo: { taste: tree.taste ?? PER_MTOK.text(taste) },
  };
}
