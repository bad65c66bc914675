// The scheduling policy.

import type { SchedulingPlan } from "../../scheduling/plan.ts";
import { amountOf } from "../schema/quantity.ts";
import type { SchedulingTree } from "../schema/scheduling.ts";
import { duration } from "../units.ts";
import type { Compiled, Context } from "./context.ts";
import { compileHeadroom } from "./headroom.ts";

/** The policy; its echo spells preemption and headroom out. */
export function compileScheduling(
  tree: SchedulingTree,
  context: Pick<Context, "report">,
): Compiled<SchedulingPlan> {
  const preemption =
    typeof tree.preemption === "string"
      ? ({ rule: tree.preemption, victims: "youngest", protect: "0s" } as const)
      : tree.preemption;
  const { rule, victims, protect } = preemption;
  const path = ["scheduling", "headroom", "internal"];
  const headroom = compileHeadroom(tree.headroom.internal, path, context);
  const plan: SchedulingPlan = {
    order: tree.order,
    headOfLine: tree.head_of_line,
    backfill: tree.backfill,
    placement: tree.placement,
    gang: tree.gang,
    preemption: { rule, victims, protect: amountOf(duration, protect) },
    headroom: headroom.plan,
  };
  return { plan, echo: { ...tree, preemption, headroom: { internal: headroom.echo } } };
}
