// Internal jobs drawn from laws.

import type { EstimatePlan, JobSourcePlan, SourceTraits } from "../../workload/plan.ts";
import type { KeyPath } from "../problem.ts";
import type { EstimateTree } from "../schema/law.ts";
import { amountOf } from "../schema/quantity.ts";
import type { JobSourceTree } from "../schema/work.ts";
import { positive, signed } from "../units.ts";
import { compileArrivals } from "./arrivals.ts";
import type { Compiled, Context } from "./context.ts";
import { compileLaw } from "./law.ts";
import { compileMix } from "./mix.ts";
import { allowedPools, poolNames } from "./pools.ts";

export function compileJobSource(
  name: string,
  tree: JobSourceTree,
  path: KeyPath,
  context: Context,
): Compiled<JobSourcePlan> {
  const pools = allowedPools(tree.pools, path, context);
  const arrivals = compileArrivals(tree.arrivals, [...path, "arrivals"], context);
  if (tree.estimate === "trace") {
    const expected = "exact, a factor or a law";
    const message = "only a trace holds estimates";
    context.report({ path: [...path, "estimate"], code: "wrong_value", message, got: "trace", expected });
  }
  const plan: JobSourcePlan = {
    kind: "jobs",
    ...internalTraits(name, tree, pools),
    arrivals: arrivals.plan,
    classes: compileMix(tree, path, pools, context),
    estimate: compileEstimate(tree.estimate, [...path, "estimate"], context),
  };
  return { plan, echo: { ...tree, arrivals: arrivals.echo, pools: poolNames(pools, context) } };
}

/** What all internal sources say of their jobs: they are never taken off their GPUs. */
export function internalTraits(
  name: string,
  tree: Pick<JobSourceTree, "priority" | "when_full">,
  pools: readonly number[],
): SourceTraits {
  return {
    name,
    side: "internal",
    priority: amountOf(signed, tree.priority),
    pools,
    whenFull: tree.when_full,
    preemptible: false,
    notice: 0,
    onPreemption: "resume",
  };
}

export function compileEstimate(tree: EstimateTree, path: KeyPath, context: Context): EstimatePlan {
  if (tree === "exact") return { kind: "exact" };
  if (tree === "trace") return { kind: "trace" };
  if (typeof tree === "object" && "factor" in tree) {
    return { kind: "factor", factor: amountOf(positive, tree.factor) };
  }
  return { kind: "law", law: compileLaw(tree, path, context) };
}
