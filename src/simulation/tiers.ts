// Who may take whose GPUs, as numbers: the *tier* of a run among the victims (0 is taken first, −1 never), and the *reach*
// of a preemptor: it may take the runs of so many tiers.

import { SAFE } from "../fleet/holding.ts";
import type { PreemptionName } from "../scheduling/plan.ts";
import { prioritiesOf, type SourcePlan } from "../workload/plan.ts";

export class Tiers {
  /** how many tiers there are */
  readonly count: number;
  private readonly rule: PreemptionName;
  /** priorities of runs that may be preempted, ascending; the place of a priority is its tier under `by-priority` */
  private readonly priorities: readonly number[];

  constructor(rule: PreemptionName, sources: readonly SourcePlan[]) {
    this.rule = rule;
    const preemptible = sources.filter((plan) => plan.preemptible).flatMap(prioritiesOf);
    this.priorities = [...new Set(preemptible)].sort((a, b) => a - b);
    this.count = rule === "never" ? 0 : rule === "by-priority" ? this.priorities.length : 1;
  }

  /** Tier of a source's runs of a priority. */
  tier(plan: SourcePlan, priority: number): number {
    if (this.rule === "never" || !plan.preemptible) return SAFE;
    if (this.rule === "internal-first") return plan.side === "rental" ? 0 : SAFE;
    if (this.rule === "free") return 0;
    return this.priorities.indexOf(priority);
  }

  /** Reach of a source's jobs of a priority. */
  reach(plan: SourcePlan, priority: number): number {
    if (this.rule === "never" || this.rule === "free") return 0; // a reallocation asks nobody's reach
    if (this.rule === "internal-first") return plan.side === "internal" ? 1 : 0;
    return this.priorities.filter((lower) => lower < priority).length;
  }
}
