// Who may never come to borrow: a job without a quota is always within it, and while one waits nobody has more than a quota.

import { groupsOf } from "../workload/groups.ts";
import { waitingPlaces } from "../workload/plan.ts";
import type { Remark } from "./problem.ts";
import type { Scenario } from "./scenario.ts";

/** Rental that queues and has no quota keeps internal groups from borrowing, which is seldom meant: its customers always wait. */
export function heldUpBorrowing({ sources, scheduling }: Pick<Scenario, "sources" | "scheduling">): Remark[] {
  const { quotas } = scheduling;
  const inside = new Set(sources.filter(({ side }) => side === "internal").flatMap(groupsOf));
  const borrowers = quotas.filter(({ group, borrow }) => borrow && inside.has(group));
  if (borrowers.length === 0) return [];
  const bounded = new Set(quotas.map(({ group }) => group));
  const queueing = sources.filter((plan) => plan.side === "rental" && waitingPlaces(plan) > 0);
  const free = [...new Set(queueing.flatMap(groupsOf))].filter((group) => !bounded.has(group));
  return free.map((group) => ({
    path: ["scheduling", "quotas"],
    sentence: `While a request of ${group} waits, ${borrowers.map((each) => each.group).join(" and ")} cannot borrow, for ${group} has no quota: ${group}: {gpus: 0, borrow: true} lets it wait without that.`,
  }));
}
