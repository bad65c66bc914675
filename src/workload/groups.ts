// Groups of jobs: whom a fair share, a quota or a mean of recent service times is of. A job that names no group is in that
// of its source, which bears the source's name; the same name in two sources is one group.

import type { JobClassPlan, SourcePlan } from "./plan.ts";

/** The groups that jobs of a source name, in the order of their numbers from 1; number 0 is the group of the source. */
export function groupNames(plan: SourcePlan): readonly string[] {
  if (plan.kind === "trace") return plan.jobs.groups?.names ?? [];
  return classGroups(plan.classes);
}

/** The groups that classes name, each once. */
export function classGroups(classes: readonly JobClassPlan[]): string[] {
  return [...new Set(classes.flatMap(({ group }) => (group === undefined ? [] : [group])))];
}

/** Every group that a job of the source may be in. */
export function groupsOf(plan: SourcePlan): readonly string[] {
  const named = groupNames(plan);
  return hasJobsOfItsOwn(plan) && !named.includes(plan.name) ? [plan.name, ...named] : named;
}

/** Whether any job of the source names no group. */
function hasJobsOfItsOwn(plan: SourcePlan): boolean {
  if (plan.kind === "trace") return plan.jobs.groups?.of.includes(0) ?? true;
  return plan.classes.some(({ group }) => group === undefined);
}
