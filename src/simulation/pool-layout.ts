import { installedGpus, type PoolPlan, takesNodesOut } from "../fleet/plan.ts";
import type { PoolLayout } from "../fleet/pool-layout.ts";
import type { Model } from "./model.ts";

/** Under `pool` only counts matter; but where single units fail, GPUs must be told apart, and jobs are spread over them. */
export function layoutOf(plan: PoolPlan, { scheduling, fleet, sources }: Model, tiers: number): PoolLayout {
  const byDomain = scheduling.gang === "whole-nodes" && sources.some(({ topology }) => topology !== "none");
  const fails = fleet.failures !== null || takesNodesOut(fleet);
  const nodesPerDomain = byDomain && scheduling.placement !== "pool" ? plan.nodesPerDomain : null;
  const layout = { ...plan, tiers, fails, nodesPerDomain, apart: fleet.tenancy !== null };
  if (scheduling.placement !== "pool") return { ...layout, shape: scheduling.gang };
  if (!layout.fails) return { ...layout, shape: "counts" };
  if (takesNodesOut(fleet)) return { ...layout, shape: "spread" };
  return { ...layout, shape: "spread", nodes: installedGpus(plan), gpusPerNode: 1 };
}
