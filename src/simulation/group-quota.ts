import type { SchedulingPlan } from "../scheduling/plan.ts";
import type { Groups } from "./groups.ts";

/** The quota of a group, and how much of it is in use. */
export class GroupQuota {
  readonly gpus: number;
  readonly borrows: boolean;
  /** GPUs that its jobs hold or claim */
  inUse = 0;

  constructor(gpus: number, borrows: boolean) {
    this.gpus = gpus;
    this.borrows = borrows;
  }
}

/** The quota of each group, or null; null for all where nobody has one. */
export function quotasOf(
  { quotas }: SchedulingPlan,
  { names }: Groups,
): readonly (GroupQuota | null)[] | null {
  if (quotas.length === 0) return null;
  const plans = new Map(quotas.map((plan) => [plan.group, plan]));
  return names.map((name) => {
    const plan = plans.get(name);
    return plan === undefined ? null : new GroupQuota(plan.gpus, plan.borrow);
  });
}

/** GPUs of the largest job that could ever start within a quota. */
export function largestWithin(quota: GroupQuota | null): number {
  return quota === null || quota.borrows ? Infinity : quota.gpus;
}
