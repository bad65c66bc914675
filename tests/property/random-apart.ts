// Random small models in which internal work and rental never share a node or a domain, and often customers neither, with all that goes with it.

import fc from "fast-check";
import type { FleetPlan, TenancyPlan } from "../../src/fleet/plan.ts";
import type { Law } from "../../src/kernel/law.ts";
import { constant } from "../../src/kernel/laws/constant.ts";
import { exponential } from "../../src/kernel/laws/exponential.ts";
import { HOUR, MINUTE } from "../../src/kernel/time.ts";
import { PLACEMENTS, type SchedulingPlan } from "../../src/scheduling/plan.ts";
import type { Model } from "../../src/simulation/model.ts";
import type { SourcePlan } from "../../src/workload/plan.ts";
import { productsOf, randomModel } from "./random-models.ts";

const turnover: fc.Arbitrary<Law> = fc.constantFrom(
  constant(0),
  constant(45 * MINUTE),
  exponential(HOUR),
  constant(4 * HOUR),
);

const choices = fc.record({
  tenancy: fc.record({
    unit: fc.constantFrom("node", "domain"),
    turnover,
    customers: fc.constantFrom("same", "apart"),
  }),
  placement: fc.constantFrom(...PLACEMENTS.filter((name) => name !== "pool")),
  rule: fc.constantFrom("internal-first", "internal-first", "never"),
});

const twoSided = randomModel.filter(({ sources }) => sources.length >= 2);

/** A random model with two sides that stand apart: every other source is rental, two thirds of it preemptible. */
export const randomApart: fc.Arbitrary<Model> = fc.tuple(twoSided, choices).map(([model, chosen]) => {
  const sources = model.sources.map(sided);
  return {
    ...model,
    fleet: apart(model.fleet, chosen.tenancy),
    sources,
    products: productsOf(sources, model.products[0]?.booking ?? null),
    scheduling: policy(model.scheduling, chosen),
  };
});

function sided(plan: SourcePlan, index: number): SourcePlan {
  const side = index % 2 === 0 ? "internal" : "rental";
  return { ...plan, side, preemptible: side === "rental" && plan.priority < 2, topology: "none" };
}

function apart(fleet: FleetPlan, tenancy: TenancyPlan): FleetPlan {
  const failures = fleet.failures?.unit === "node" ? fleet.failures : null;
  return {
    ...fleet,
    pools: fleet.pools.map((pool) => ({ ...pool, nodesPerDomain: pool.nodesPerDomain ?? 3 })),
    failures: failures && { ...failures, preferIdleReplacement: false },
    tenancy,
  };
}

function policy(
  plan: SchedulingPlan,
  { placement, rule }: Pick<SchedulingPlan, "placement"> & { rule: "internal-first" | "never" },
): SchedulingPlan {
  return {
    ...plan,
    placement,
    gang: "whole-nodes",
    backfill: "none",
    headroom: plan.headroom.kind === "forecast" ? { kind: "gpus", gpus: 2 } : plan.headroom,
    preemption: { ...plan.preemption, rule },
  };
}
