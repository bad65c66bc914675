// Backfill: its plan, and what it does not go with.

import type { BackfillPlan } from "../../scheduling/plan.ts";
import { amountOf } from "../schema/quantity.ts";
import type { SchedulingTree } from "../schema/scheduling.ts";
import { count } from "../units.ts";
import type { Context } from "./context.ts";

export function backfillOf(tree: SchedulingTree["backfill"]): "none" | BackfillPlan {
  if (tree === "none") return "none";
  const { kind, depth } = typeof tree === "string" ? { kind: tree, depth: undefined } : tree;
  return { kind, depth: depth === undefined ? Number.POSITIVE_INFINITY : amountOf(count(1), depth) };
}

/** A backfill fills the time before a blocked head, so there must be one; and only EASY goes through a queue at each pass. */
export function checkBackfill({ backfill, head_of_line }: SchedulingTree, report: Context["report"]): void {
  const plan = backfillOf(backfill);
  if (plan === "none") return;
  if (head_of_line !== "block") {
    report({
      path: ["scheduling", "head_of_line"],
      code: "contradiction",
      message: `${plan.kind} backfill needs a head of line that blocks`,
      got: head_of_line,
      expected: "block, or backfill: none",
      suggestion: "block",
    });
  }
  if (plan.kind === "conservative" && plan.depth < Number.POSITIVE_INFINITY) {
    report({
      path: ["scheduling", "backfill", "depth"],
      code: "contradiction",
      message: "conservative backfill gives every job its reservation as it arrives",
      got: plan.depth,
      expected: "no depth, or kind: easy",
      atKey: true,
    });
  }
}
