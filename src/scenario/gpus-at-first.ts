import { firstGpus } from "../fleet/plan.ts";
import type { Scenario } from "./scenario.ts";

/** GPUs of each pool that are there from the beginning; the others come with deliveries. */
export function gpusAtFirst({ fleet }: Pick<Scenario, "fleet">): number[] {
  return fleet.pools.map(firstGpus);
}
