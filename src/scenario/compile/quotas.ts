// Quotas: their plan, what they do not go with, and groups that there are not.

import type { SchedulingPlan } from "../../scheduling/plan.ts";
import { nearestName } from "../nearest-name.ts";
import { amountOf } from "../schema/quantity.ts";
import type { SchedulingTree } from "../schema/scheduling.ts";
import { count } from "../units.ts";
import type { Context } from "./context.ts";

export function quotasOf(quotas: SchedulingTree["quotas"]): SchedulingPlan["quotas"] {
  return Object.entries(quotas).map(([group, quota]) => ({
    group,
    gpus: amountOf(count(0), quota.gpus),
    borrow: quota.borrow,
  }));
}

/** Promises of GPUs, and GPUs given away all anew, are reckoned by what there is, not by what a group may have. */
export function checkQuotas(
  { quotas, backfill, preemption }: SchedulingTree,
  report: Context["report"],
): void {
  if (Object.keys(quotas).length === 0) return;
  const rule = typeof preemption === "string" ? preemption : preemption.rule;
  const against = backfill !== "none" ? "backfill: none" : rule === "free" ? "another preemption" : null;
  if (against === null) return;
  report({
    path: ["scheduling", "quotas"],
    code: "contradiction",
    message: `quotas need ${against}`,
    expected: `${against}, or no quotas`,
    atKey: true,
  });
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
