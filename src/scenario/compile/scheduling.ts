// The scheduling policy.

import type { SchedulingPlan } from "../../scheduling/plan.ts";
import { nearestName } from "../nearest-name.ts";
import { amountOf } from "../schema/quantity.ts";
import type { SchedulingTree } from "../schema/scheduling.ts";
import { count, duration } from "../units.ts";
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
    quotas: Object.entries(tree.quotas).map(([group, quota]) => ({
      group,
      gpus: amountOf(count(0), quota.gpus),
      borrow: quota.borrow,
    })),
  };
  return { plan, echo: { ...tree, preemption, headroom: { internal: headroom.echo } } };
}

/** Report quotas of groups that there are not. */
export function checkGroups(
  { quotas }: SchedulingPlan,
  sources: readonly { readonly name: string }[],
  context: Pick<Context, "report">,
): void {
  const known = sources.map(({ name }) => name);
  for (const { group } of quotas) {
    if (known.includes(group)) continue;
    context.report({
      path: ["scheduling", "quotas", group],
      code: "wrong_value",
      message: "no source or product has this name",
      expected: known.length === 0 ? "a source of jobs" : `one of ${known.join(", ")}`,
      suggestion: nearestName(group, known),
      atKey: true,
    });
  }
}
