// The scheduling policy.

import type { BackfillPlan, SchedulingPlan } from "../../scheduling/plan.ts";
import { headroom } from "../headroom.ts";
import { amountOf } from "../schema/quantity.ts";
import { cycle, type SchedulingTree } from "../schema/scheduling.ts";
import { count, duration } from "../units.ts";
import type { Compiled, Context } from "./context.ts";
import { compileOrder } from "./order.ts";

/** The policy; its echo spells the order and preemption out. */
export function compileScheduling(tree: SchedulingTree, report: Context["report"]): Compiled<SchedulingPlan> {
  checkBackfill(tree, report);
  const { order, terms, echo } = compileOrder(tree.order, report);
  const preemption =
    typeof tree.preemption === "string"
      ? ({ rule: tree.preemption, victims: "youngest", protect: "0s" } as const)
      : tree.preemption;
  const { rule, victims, protect } = preemption;
  const plan: SchedulingPlan = {
    order,
    terms,
    headOfLine: tree.head_of_line,
    backfill: backfillOf(tree.backfill),
    placement: tree.placement,
    gang: tree.gang,
    preemption: { rule, victims, protect: amountOf(duration, protect) },
    cycle: amountOf(cycle, tree.cycle),
    headroom: amountOf(headroom, tree.headroom.internal),
  };
  return { plan, echo: { ...tree, order: echo, preemption } };
}

function backfillOf(tree: SchedulingTree["backfill"]): "none" | BackfillPlan {
  if (tree === "none") return "none";
  const { kind, depth } = typeof tree === "string" ? { kind: tree, depth: undefined } : tree;
  return { kind, depth: depth === undefined ? Number.POSITIVE_INFINITY : amountOf(count(1), depth) };
}

/** A backfill fills the time before a blocked head, so there must be one; and only EASY goes through a queue at each pass. */
function checkBackfill({ backfill, head_of_line }: SchedulingTree, report: Context["report"]): void {
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
