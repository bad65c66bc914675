// Products that can sell nothing: the room that is left for one job is smaller than the smallest that is asked for.

import { servingGpus } from "../fleet/plan.ts";
import { headroomOf } from "../scheduling/headroom/fixed.ts";
import type { HeadroomPlan } from "../workload/plan.ts";
import type { Scenario } from "./scenario.ts";

type Described = Pick<Scenario, "fleet" | "products" | "sources" | "scheduling">;

/** A sentence for each product whose every request will be refused. */
export function unsellable(scenario: Described): string[] {
  return scenario.products.flatMap(({ name, booking, source }) => {
    const plan = scenario.sources[source]!;
    if (plan.kind !== "jobs") return [];
    const least = Math.min(...plan.classes.flatMap(({ gpus }) => [...gpus.values]));
    const room = Math.max(...plan.pools.map((pool) => roomFor(plan, booking?.share ?? 1, pool, scenario)));
    if (least <= room) return [];
    if (room <= 0 && booking === null)
      return [`The headroom leaves nothing for ${name}: it will sell nothing.`];
    const most = `at most ${Math.max(0, room)} of a pool`;
    const reason = booking === null ? `the headroom leaves it ${most}` : `${most} may be promised at a time`;
    return [`The smallest request for ${name} asks for ${least} GPUs, and ${reason}: it will sell nothing.`];
  });
}

/** GPUs that one product may have of a pool: its bookable share, less the headroom that it must leave. */
function roomFor(
  { headroom, preemptible }: Scenario["sources"][number],
  share: number,
  pool: number,
  { fleet, scheduling }: Described,
): number {
  const plan = fleet.pools[pool]!;
  const kept = headroom ?? (preemptible ? null : scheduling.headroom);
  return Math.floor(share * servingGpus(plan)) - keptOf(kept, plan.nodes * plan.gpusPerNode);
}

/** What a forecast will keep is not known now. */
function keptOf(headroom: HeadroomPlan | null, installed: number): number {
  return headroom === null || headroom.kind === "forecast" ? 0 : headroomOf(headroom, installed);
}
