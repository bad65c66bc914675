// Products that can sell nothing: the room that is left for one job is smaller than the smallest that is asked for.

import { servingGpus } from "../fleet/plan.ts";
import { headroomOf } from "../scheduling/headroom/fixed.ts";
import type { HeadroomPlan } from "../workload/plan.ts";
import type { Remark } from "./problem.ts";
import type { Scenario } from "./scenario.ts";

const COMMON_HEADROOM = ["scheduling", "headroom", "internal"];

type Described = Pick<Scenario, "fleet" | "products" | "sources" | "scheduling">;

/** A remark on each product whose every request will be refused. */
export function unsellable(scenario: Described): Remark[] {
  return scenario.products.flatMap(({ name, booking, source }) => {
    const plan = scenario.sources[source]!;
    if (plan.kind !== "jobs") return [];
    const least = Math.min(...plan.classes.flatMap(({ gpus }) => [...gpus.values]));
    const room = Math.max(...plan.pools.map((pool) => roomFor(plan, booking?.share ?? 1, pool, scenario)));
    if (least <= room) return [];
    if (booking !== null) {
      const most = `at most ${Math.max(0, room)} of a pool may be promised at a time`;
      return [{ path: ["rental", "products", name], sentence: nothing(name, least, most) }];
    }
    const most = `the headroom leaves it at most ${room} of a pool`;
    const path = plan.headroom === null ? COMMON_HEADROOM : ["rental", "products", name, "headroom"];
    return [{ path, sentence: room > 0 ? nothing(name, least, most) : closed(name) }];
  });
}

function nothing(product: string, least: number, most: string): string {
  return `The smallest request for ${product} asks for ${least} GPUs, and ${most}: it will sell nothing.`;
}

function closed(product: string): string {
  return `The headroom leaves nothing for ${product}: it will sell nothing.`;
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
