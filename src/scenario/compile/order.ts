// The order of a policy and its numbers. A bare name takes those of ORDER_TERMS, and its echo says them.

import { ORDER_TERMS, type OrderName, type OrderTerms } from "../../scheduling/plan.ts";
import { amountOf, type Quantity } from "../schema/quantity.ts";
import type { OrderTree } from "../schema/scheduling.ts";
import { durationText, positive, span } from "../units.ts";
import type { Context } from "./context.ts";

interface CompiledOrder {
  readonly order: OrderName;
  readonly terms: OrderTerms;
  readonly echo: OrderTree;
}

export function compileOrder(tree: OrderTree, report: Context["report"]): CompiledOrder {
  if (typeof tree === "string") return { order: tree, terms: ORDER_TERMS, echo: spelledOut(tree) };
  if ("least-attained" in tree) {
    const { thresholds, by } = tree["least-attained"];
    const terms = { ...ORDER_TERMS, thresholds: ascending(thresholds, report), by };
    return { order: "least-attained", terms, echo: tree };
  }
  if ("fair-share" in tree) {
    const halfLife = amountOf(span, tree["fair-share"].half_life);
    return { order: "fair-share", terms: { ...ORDER_TERMS, halfLife }, echo: tree };
  }
  const deadlineFactor = amountOf(positive, tree["earliest-deadline"].factor);
  return { order: "earliest-deadline", terms: { ...ORDER_TERMS, deadlineFactor }, echo: tree };
}

/** A name with its numbers, for an order that takes some. */
function spelledOut(name: OrderName): OrderTree {
  const { thresholds, by, halfLife, deadlineFactor } = ORDER_TERMS;
  switch (name) {
    case "least-attained":
      return { "least-attained": { thresholds: thresholds.map(durationText), by } };
    case "fair-share":
      return { "fair-share": { half_life: durationText(halfLife) } };
    case "earliest-deadline":
      return { "earliest-deadline": { factor: deadlineFactor } };
    default:
      return name;
  }
}

function ascending(thresholds: readonly Quantity[], report: Context["report"]): number[] {
  const amounts = thresholds.map((threshold) => amountOf(span, threshold));
  for (const [place, amount] of amounts.entries()) {
    if (place === 0 || amount > amounts[place - 1]!) continue;
    const path = ["scheduling", "order", "least-attained", "thresholds", place];
    const message = "a job has attained it before it attains the one in front";
    const expected = "thresholds in ascending order";
    report({ path, code: "contradiction", message, got: thresholds[place], expected });
  }
  return amounts;
}
