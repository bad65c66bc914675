// Internal jobs drawn from laws.

import type { EstimatePlan, JobSourcePlan } from "../../workload/plan.ts";
import type { KeyPath } from "../problem.ts";
import type { EstimateTree } from "../schema/law.ts";
import type { MixTree } from "../schema/mix.ts";
import { amountOf } from "../schema/quantity.ts";
import type { JobSourceTree } from "../schema/work.ts";
import { count, positive } from "../units.ts";
import { checkBacklog, checkBacklogGroups, compileArrivals, growthEcho } from "./arrivals.ts";
import type { Compiled, Context } from "./context.ts";
import { compileLaw } from "./law.ts";
import { compileMix } from "./mix.ts";
import { type CompiledTraits, internalTraits } from "./traits.ts";

/** What every job is drawn from. */
type JobsTree = MixTree & Pick<JobSourceTree, "arrivals" | "growth" | "estimate" | "kill_at_estimate">;

export function compileJobSource(
  name: string,
  tree: JobSourceTree,
  path: KeyPath,
  context: Context,
): Compiled<JobSourcePlan> {
  return jobsFromLaws(tree, internalTraits(name, tree, path, context), path, context);
}

/** Jobs with these traits: how they arrive, and what each of them asks for. */
export function jobsFromLaws(
  tree: JobsTree,
  traits: CompiledTraits,
  path: KeyPath,
  context: Context,
): Compiled<JobSourcePlan> & { readonly echo: object } {
  const arrivals = compileArrivals(tree.arrivals, tree.growth, [...path, "arrivals"], context);
  const growth = growthEcho(arrivals.plan, tree.growth, path, context);
  checkBacklog(arrivals.plan, traits.plan, path, context);
  const classes = compileMix(tree, path, traits.plan, context);
  checkBacklogGroups(arrivals.plan, classes, path, context);
  const plan: JobSourcePlan = {
    kind: "jobs",
    ...traits.plan,
    arrivals: arrivals.plan,
    classes,
    estimate: estimateFromLaws(tree.estimate, [...path, "estimate"], context),
    killAtEstimate: tree.kill_at_estimate,
  };
  return { plan, echo: { ...tree, arrivals: arrivals.echo, ...growth, ...traits.echo } };
}

/** The estimate of jobs that no trace states one for. */
export function estimateFromLaws(tree: EstimateTree, path: KeyPath, context: Context): EstimatePlan {
  if (tree === "trace") {
    const expected = "exact, a factor, recent or a law";
    const message = "only a trace holds estimates";
    context.report({ path, code: "wrong_value", message, got: "trace", expected });
  }
  return compileEstimate(tree, path, context);
}

export function compileEstimate(tree: EstimateTree, path: KeyPath, context: Context): EstimatePlan {
  if (tree === "exact") return { kind: "exact" };
  if (tree === "trace") return { kind: "trace" };
  if (typeof tree === "object" && "factor" in tree) {
    return { kind: "factor", factor: amountOf(positive, tree.factor) };
  }
  if (typeof tree === "object" && "recent" in tree) {
    return { kind: "recent", jobs: amountOf(count(1, 10_000), tree.recent) };
  }
  return { kind: "law", law: compileLaw(tree, path, context) };
}
