// Groups that jobs name, one by one: as numbers of names, and against the quotas that name them.

import { groupsOf } from "../../workload/groups.ts";
import type { SourcePlan, TraceGroups } from "../../workload/plan.ts";
import { nearestName } from "../nearest-name.ts";
import type { Context } from "./context.ts";

/** Groups that a message lists before it only counts them. */
const MOST_LISTED = 12;

/**
 * The groups of jobs in their order; null when none is named.
 * @param own the source, whose group is named by naming none
 */
export function numbered(groups: readonly (string | null)[], own: string): TraceGroups | null {
  const numbers = new Map<string, number>();
  const of = Int32Array.from(groups, (name) => {
    if (name === null || name === own) return 0;
    const number = numbers.get(name) ?? numbers.size + 1;
    numbers.set(name, number);
    return number;
  });
  return numbers.size === 0 ? null : { names: [...numbers.keys()], of };
}

/** The groups of a trace for a source of this name. */
export function groupsFor(own: string, groups: TraceGroups | null): TraceGroups | null {
  if (groups === null || !groups.names.includes(own)) return groups;
  return numbered(
    Array.from(groups.of, (number) => (number === 0 ? null : groups.names[number - 1]!)),
    own,
  );
}

/** Report quotas of groups that there are not. Of a source without jobs nothing is known: it has been reported itself. */
export function checkGroups(
  { quotas }: Context["scheduling"],
  sources: readonly SourcePlan[],
  { report }: Pick<Context, "report">,
): void {
  if (sources.some((source) => source.kind === "trace" && source.jobs.submit.length === 0)) return;
  const known = [...new Set(sources.flatMap(groupsOf))];
  for (const { group } of quotas) {
    if (known.includes(group)) continue;
    report({
      path: ["scheduling", "quotas", group],
      code: "wrong_value",
      message: "no source or product has this name, and no group of jobs",
      expected: known.length === 0 ? "a source of jobs" : `one of ${listed(known)}`,
      suggestion: nearestName(group, known),
      atKey: true,
    });
  }
}

function listed(names: readonly string[]): string {
  const text = names.slice(0, MOST_LISTED).join(", ");
  return names.length <= MOST_LISTED ? text : `${text}, … (${names.length} in all)`;
}
