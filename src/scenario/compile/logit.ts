// Customers that choose by what a GPU-hour is worth to them.

import type { AnswerPlan } from "../../market/market-plan.ts";
import type { PricePlan } from "../../market/price/price-plan.ts";
import type { KeyPath } from "../problem.ts";
import type { DemandTree } from "../schema/product-demand.ts";
import { amountOf } from "../schema/quantity.ts";
import type { Context } from "./context.ts";
import { PER_GPU_HOUR } from "./price-unit.ts";
import { compileWillingness } from "./willingness.ts";

/** Assumption: what customers differ in besides their willingness has a tenth of its scale. */
export const TASTE_SHARE = 0.1;

/** The answer of customers with a willingness, or null where none is given. */
export function compileLogit(
  tree: DemandTree,
  price: PricePlan,
  path: KeyPath,
  context: Context,
): { readonly plan: AnswerPlan & { readonly kind: "logit" }; readonly echo: object } | null {
  if (tree.willingness === undefined) return null;
  const willingness = compileWillingness(tree.willingness, PER_GPU_HOUR, [...path, "willingness"], context);
  if (price.kind === "auction") {
    if (tree.taste !== undefined) {
      const message = "customers of an auction bid their willingness, and nothing else counts";
      context.report({ path: [...path, "taste"], code: "contradiction", message, atKey: true });
    }
    return { plan: { kind: "logit", willingness, taste: 0 }, echo: {} };
  }
  const taste =
    tree.taste === undefined ? TASTE_SHARE * willingness.mean : amountOf(PER_GPU_HOUR.dimension, tree.taste);
  return {
    plan: { kind: "logit", willingness, taste },
    echo: { taste: tree.taste ?? PER_GPU_HOUR.text(taste) },
  };
}
