// What jobs are like: size and service time, alone or by classes that are drawn together.

import { installedGpus } from "../../fleet/plan.ts";
import { constant } from "../../kernel/laws/constant.ts";
import type { GpuCountLaw, JobClassPlan } from "../../workload/plan.ts";
import type { KeyPath } from "../problem.ts";
import { type Assumption, amountOf } from "../schema/quantity.ts";
import type { MixTree } from "../schema/work.ts";
import { count, share } from "../units.ts";
import { type Context, checkShares } from "./context.ts";
import { compileLaw } from "./law.ts";

/**
 * Classes of jobs that all fit into one of `pools` (indices).
 * @param path where the keys gpus, service and classes stand
 */
export function compileMix(
  tree: MixTree,
  path: KeyPath,
  pools: readonly number[],
  context: Context,
): JobClassPlan[] {
  if (tree.classes === undefined) return [compileClass(tree, 1, path, pools, context)];
  for (const key of ["gpus", "service"] as const) {
    if (tree[key] === undefined) continue;
    const message = "classes say it already";
    context.report({
      path: [...path, key],
      code: "contradiction",
      message,
      expected: "either classes, or gpus and service",
      atKey: true,
    });
  }
  const shares = tree.classes.map((jobClass) => amountOf(share, jobClass.share));
  checkShares(shares, [...path, "classes"], context);
  return tree.classes.map((jobClass, index) =>
    compileClass(jobClass, shares[index]!, [...path, "classes", index], pools, context),
  );
}

function compileClass(
  tree: MixTree,
  classShare: number,
  path: KeyPath,
  pools: readonly number[],
  context: Context,
): JobClassPlan {
  const gpus =
    tree.gpus === undefined
      ? missing("gpus", path, context)
      : compileGpus(tree.gpus, [...path, "gpus"], context);
  const service =
    tree.service === undefined
      ? missing("service", path, context)
      : compileLaw(tree.service, [...path, "service"], context);
  if (gpus !== null) checkFit(gpus, [...path, "gpus"], pools, context);
  return {
    share: classShare,
    gpus: gpus ?? { values: [1], probabilities: [1] },
    service: service ?? constant(1),
  };
}

function missing(key: string, path: KeyPath, context: Context): null {
  const expected = "gpus and service, or classes";
  context.report({ path: [...path, key], code: "missing_key", message: "missing required key", expected });
  return null;
}

function compileGpus(
  tree: NonNullable<MixTree["gpus"]>,
  path: KeyPath,
  context: Context,
): GpuCountLaw | null {
  if (typeof tree !== "object" || isAssumption(tree)) {
    return { values: [amountOf(count(1), tree)], probabilities: [1] };
  }
  const sizes = Object.keys(tree);
  for (const size of sizes) {
    const read = count(1).read(Number(size));
    if (read.ok) continue;
    const { message } = read;
    context.report({
      path: [...path, size],
      code: "wrong_value",
      message,
      got: size,
      expected: count(1).expected,
      atKey: true,
    });
    return null;
  }
  const probabilities = sizes.map((size) => amountOf(share, tree[size]!));
  checkShares(probabilities, path, context);
  return { values: sizes.map(Number), probabilities };
}

function isAssumption(tree: object): tree is Assumption {
  return "assume" in tree;
}

/** Refuse sizes that no allowed pool could ever run. */
function checkFit(
  { values, probabilities }: GpuCountLaw,
  path: KeyPath,
  pools: readonly number[],
  context: Context,
): void {
  if (pools.length === 0) return;
  for (const [index, size] of values.entries()) {
    const room = largestJob(pools, context);
    if (probabilities[index] === 0 || size <= room) continue;
    context.report({
      path: values.length === 1 ? path : [...path, String(size)],
      code: "does_not_fit",
      message: `a job of ${size} GPUs fits into no pool that it may use`,
      got: size,
      expected: `at most ${room} GPUs`,
      atKey: values.length > 1,
    });
  }
}

/** GPUs of the largest job that one of the pools (indices) can run: gangs of whole nodes fill a pool as any job does. */
export function largestJob(pools: readonly number[], context: Context): number {
  return pools.reduce((largest, pool) => Math.max(largest, installedGpus(context.pools[pool]!)), 0);
}
