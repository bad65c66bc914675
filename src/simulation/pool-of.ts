// The pool that a plan and a policy make: what of it is told apart, nodes, GPUs or slices.

import { DividedPool } from "../fleet/divided-pool.ts";
import { firstNodes, installedGpus, type PoolPlan, takesNodesOut } from "../fleet/plan.ts";
import { Pool } from "../fleet/pool.ts";
import type { PoolLayout } from "../fleet/pool-layout.ts";
import type { JobTable } from "../workload/job-table.ts";
import { type Model, resells } from "./model.ts";

/**
 * @param tiers tiers of victims that the policy tells apart
 * @param images how many images nodes may have
 */
export function poolOf(plan: PoolPlan, model: Model, tiers: number, images: number, jobs: JobTable): Pool {
  const { slicesPerGpu } = plan;
  if (slicesPerGpu === 1) return new Pool(layoutOf(plan, model, tiers, images), jobs);
  return new DividedPool({ ...plan, gpusPerNode: plan.gpusPerNode / slicesPerGpu, tiers }, jobs);
}

/** Under `pool` only counts matter; but where single units fail, GPUs must be told apart, and jobs are spread over them. */
function layoutOf(plan: PoolPlan, model: Model, tiers: number, images: number): PoolLayout {
  const { scheduling, fleet, sources } = model;
  const byDomain = scheduling.gang === "whole-nodes" && sources.some(({ topology }) => topology !== "none");
  const fails = fleet.failures !== null || takesNodesOut(fleet);
  const nodesPerDomain = byDomain && scheduling.placement !== "pool" ? plan.nodesPerDomain : null;
  const layout = {
    ...plan,
    absent: plan.nodes - firstNodes(plan),
    tiers,
    fails,
    nodesPerDomain,
    images,
    nodesPerUnit: fleet.tenancy?.unit === "domain" ? plan.nodesPerDomain! : 1,
    resells: resells(model),
  };
  if (scheduling.placement !== "pool") return { ...layout, shape: scheduling.gang };
  if (!layout.fails) return { ...layout, shape: "counts" };
  if (takesNodesOut(fleet)) return { ...layout, shape: "spread" };
  const gpus = { nodes: installedGpus(plan), absent: layout.absent * plan.gpusPerNode, gpusPerNode: 1 };
  return { ...layout, ...gpus, shape: "spread" };
}
