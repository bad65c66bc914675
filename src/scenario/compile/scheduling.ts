// The scheduling policy.

import type { SchedulingPlan } from "../../scheduling/plan.ts";
import { amountOf } from "../schema/quantity.ts";
import { cycle, type SchedulingTree } from "../schema/scheduling.ts";
import { duration } from "../units.ts";
import { backfillOf, checkBackfill } from "./backfill.ts";
import type { Compiled, Context } from "./context.ts";
import { compileHeadroom } from "./headroom.ts";
import { compileOrder } from "./order.ts";
import { checkQuotas, quotasOf } from "./quotas.ts";

/** The policy; its echo spells the order, preemption and headroom out. */
export function compileScheduling(
  tree: SchedulingTree,
  context: Pick<Context, "report">,
): Compiled<SchedulingPlan> {
  checkBackfill(tree, context.report);
  checkQuotas(tree, context.report);
  const { order, terms, echo } = compileOrder(tree.order, context.report);
  const preemption =
    typeof tree.preemption === "string"
      ? ({ rule: tree.preemption, victims: "youngest", protect: "0s" } as const)
      : tree.preemption;
  const { rule, victims, protect } = preemption;
  const path = ["scheduling", "headroom", "internal"];
  const headroom = compileHeadroom(tree.headroom.internal, path, context);
  const plan: SchedulingPlan = {
    order,
    terms,
    headOfLine: tree.head_of_line,
    backfill: backfillOf(tree.backfill),
    placement: tree.placement,
    gang: tree.gang,
    preemption: { rule, victims, protect: amountOf(duration, protect) },
    cycle: amountOf(cycle, tree.cycle),
    headroom: headroom.plan,
    quotas: quotasOf(tree.quotas),
  };
  return { plan, echo: { ...tree, order: echo, preemption, headroom: { internal: headroom.echo } } };
}
