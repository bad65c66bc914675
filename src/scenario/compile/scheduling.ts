// The scheduling policy.

import type { SchedulingPlan } from "../../scheduling/plan.ts";
import { headroom } from "../headroom.ts";
import { amountOf } from "../schema/quantity.ts";
import { cycle, type SchedulingTree } from "../schema/scheduling.ts";
import { duration } from "../units.ts";
import type { Compiled, Context } from "./context.ts";
import { compileOrder } from "./order.ts";

/** The policy; its echo spells the order and preemption out. */
export function compileScheduling(tree: SchedulingTree, report: Context["report"]): Compiled<SchedulingPlan> {
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
    backfill: tree.backfill,
    placement: tree.placement,
    gang: tree.gang,
    preemption: { rule, victims, protect: amountOf(duration, protect) },
    cycle: amountOf(cycle, tree.cycle),
    headroom: amountOf(headroom, tree.headroom.internal),
  };
  return { plan, echo: { ...tree, order: echo, preemption } };
}
