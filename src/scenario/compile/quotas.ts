// Quotas: their plan, and what they do not go with.

import type { SchedulingPlan } from "../../scheduling/plan.ts";
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
