// Whole nodes or domains for each side or customer, and what that does not go with.

import type { FailurePlan, PoolPlan, TenancyPlan } from "../../fleet/plan.ts";
import type { ProductPlan } from "../../market/plan.ts";
import type { SchedulingPlan } from "../../scheduling/plan.ts";
import type { SourcePlan } from "../../workload/plan.ts";
import type { KeyPath } from "../problem.ts";
import type { Scenario } from "../scenario.ts";
import type { TenancyTree } from "../schema/fleet.ts";
import type { Context } from "./context.ts";
import { compileLaw } from "./law.ts";

const PATH: KeyPath = ["fleet", "tenancy"];

export function compileTenancy(tree: TenancyTree, context: Context): TenancyPlan {
  const { unit, turnover, customers } = tree;
  return { unit, turnover: compileLaw(turnover, [...PATH, "turnover"], context), customers };
}

type Checked = Pick<Scenario, "fleet" | "scheduling" | "sources" | "products">;

/** What must know which node a job will stand on, or when it will start, and would have to know of turnovers too. */
export function checkTenancy(scenario: Checked, report: Context["report"]): void {
  const { fleet, scheduling, sources, products } = scenario;
  if (fleet.tenancy === null) return;
  const refuse = ({ path, message, got, expected }: Conflict) =>
    report({ path, code: "contradiction", message, got, expected, atKey: got === undefined });
  for (const conflict of ofPools(fleet.pools)) refuse(conflict);
  if (fleet.tenancy.unit === "domain") for (const conflict of ofDomains(fleet.pools)) refuse(conflict);
  for (const conflict of ofScheduling(scheduling)) refuse(conflict);
  if (fleet.failures !== null) for (const conflict of ofFailures(fleet.failures)) refuse(conflict);
  for (const source of sources) for (const conflict of ofSource(source)) refuse(conflict);
  if (fleet.tenancy.customers === "apart") for (const conflict of ofResale(products)) refuse(conflict);
}

interface Conflict {
  readonly path: KeyPath;
  readonly message: string;
  readonly got?: unknown;
  readonly expected: string;
}

function ofPools(pools: readonly PoolPlan[]): Conflict[] {
  return pools.flatMap(({ slicesPerGpu }, index) => {
    const path = ["fleet", "pools", index, "slices_per_gpu"];
    const message = "divided GPUs know nothing of turnovers";
    const expected = "1, or no tenancy";
    return slicesPerGpu === 1 ? [] : [{ path, message, got: slicesPerGpu, expected }];
  });
}

/** A unit must have an end, and nodes of which nobody says it have none. */
function ofDomains(pools: readonly PoolPlan[]): Conflict[] {
  return pools.flatMap(({ name, nodesPerDomain }, index) => {
    const message = `nobody says which nodes of pool ${name} are a domain and change hands together`;
    const expected = "nodes_per_domain in this pool, or tenancy with unit: node";
    return nodesPerDomain === null ? [{ path: ["fleet", "pools", index], message, expected }] : [];
  });
}

function ofScheduling({ placement, gang, backfill, preemption, headroom }: SchedulingPlan): Conflict[] {
  const conflicts: Conflict[] = [];
  const add = (key: string, got: unknown, message: string, expected: string) =>
    conflicts.push({ path: ["scheduling", key], message, got, expected });
  if (placement === "pool")
    add("placement", placement, "under tenancy GPUs have nodes", "a placement on nodes, or no tenancy");
  if (gang === "spread")
    add("gang", gang, "under tenancy gangs have whole nodes", "whole-nodes, or no tenancy");
  if (backfill !== "none")
    add("backfill", backfill.kind, "backfill knows nothing of turnovers", "none, or no tenancy");
  if (preemption.rule === "by-priority" || preemption.rule === "free")
    add("preemption", preemption.rule, "it would take single GPUs of the other side's nodes", ALLOWED_RULES);
  if (headroom.kind === "forecast") conflicts.push(forecast(["scheduling", "headroom", "internal"]));
  return conflicts;
}

const ALLOWED_RULES = "internal-first or never, or no tenancy";

function ofFailures({ unit, preferIdleReplacement }: FailurePlan): Conflict[] {
  const path = (key: string) => ["fleet", "failures", key];
  const conflicts: Conflict[] = [];
  if (unit === "gpu") {
    const message = "under tenancy a node is turned over as a whole";
    conflicts.push({ path: path("unit"), message, got: unit, expected: "node, or no tenancy" });
  }
  if (preferIdleReplacement) {
    const message = "an idle node may be set up for the other side";
    const expected = "false, or no tenancy";
    conflicts.push({ path: path("prefer_idle_replacement"), message, got: true, expected });
  }
  return conflicts;
}

function ofSource({ name, side, topology, headroom }: SourcePlan): Conflict[] {
  const path = side === "internal" ? ["internal", name] : ["rental", "products", name];
  const conflicts: Conflict[] = [];
  if (topology !== "none") {
    const message = "domains know nothing of turnovers";
    const expected = "no topology, or no tenancy";
    conflicts.push({ path: [...path, "topology"], message, got: topology, expected });
  }
  if (headroom?.kind === "forecast") conflicts.push(forecast([...path, "headroom"]));
  return conflicts;
}

function ofResale(products: readonly ProductPlan[]): Conflict[] {
  return products
    .filter(({ use }) => use?.resold === true)
    .map(({ name }) => ({
      path: ["rental", "products", name, "use", "resell"],
      message: "whoever is resold to shares a node with another customer",
      got: true,
      expected: "false, or customers: same",
    }));
}

function forecast(path: KeyPath): Conflict {
  const message = "a forecast of internal demand knows nothing of turnovers";
  return { path, message, got: "forecast", expected: "a number or share of GPUs, or no tenancy" };
}
