// What jobs are like: size and service time, alone or by classes that are drawn together.

import { largestGang } from "../../fleet/plan.ts";
import { constant } from "../../kernel/laws/constant.ts";
import type { GpuCountLaw, JobClassPlan, SourceTraits } from "../../workload/plan.ts";
import { jobSize, sizeKey } from "../job-size.ts";
import type { KeyPath } from "../problem.ts";
import type { CountsTree, MixTree } from "../schema/mix.ts";
import { type Assumption, amountOf } from "../schema/quantity.ts";
import { count, share } from "../units.ts";
import { type Context, checkShares } from "./context.ts";
import { compileLaw } from "./law.ts";
import { checkedSize } from "./slices.ts";

/** Where jobs may run, and whether they must fit one node or one domain. */
type Reach = Pick<SourceTraits, "pools" | "withinNode" | "topology">;

/**
 * Classes of jobs that all fit where they may run.
 * @param path where the keys gpus, service, group and classes stand
 */
export function compileMix(
  tree: MixTree,
  path: KeyPath,
  traits: Reach & Pick<SourceTraits, "name">,
  context: Context,
): JobClassPlan[] {
  if (tree.classes === undefined) return [compileClass(tree, 1, path, traits, context)];
  for (const key of ["gpus", "service", "group"] as const) {
    if (tree[key] === undefined) continue;
    const message = "classes say it already";
    context.report({
      path: [...path, key],
      code: "contradiction",
      message,
      expected: "either classes, or gpus, service and group",
      atKey: true,
    });
  }
  const shares = tree.classes.map((jobClass) => amountOf(share, jobClass.share));
  checkShares(shares, [...path, "classes"], context);
  return tree.classes.map((jobClass, index) =>
    compileClass(jobClass, shares[index]!, [...path, "classes", index], traits, context),
  );
}

function compileClass(
  tree: MixTree,
  classShare: number,
  path: KeyPath,
  traits: Reach & Pick<SourceTraits, "name">,
  context: Context,
): JobClassPlan {
  const gpus = compileSizes(tree, path, traits, context);
  const service =
    tree.service === undefined
      ? missing("service", path, context)
      : compileLaw(tree.service, [...path, "service"], context);
  const group = tree.group === undefined ? traits.name : String(tree.group);
  return {
    share: classShare,
    gpus,
    service: service ?? constant(1),
    ...(group !== traits.name && { group }),
  };
}

/** GPUs of the jobs of a class, which fit where they may run. */
export function compileSizes(tree: MixTree, path: KeyPath, reach: Reach, context: Context): GpuCountLaw {
  const gpus =
    tree.gpus === undefined
      ? missing("gpus", path, context)
      : sizesOfPools(tree.gpus, [...path, "gpus"], reach, context);
  if (gpus !== null) checkFit(gpus, [...path, "gpus"], reach, context);
  return gpus ?? { values: [1], probabilities: [1] };
}

function missing(key: string, path: KeyPath, context: Context): null {
  const expected = "gpus and service, or classes";
  context.report({ path: [...path, key], code: "missing_key", message: "missing required key", expected });
  return null;
}

/** Sizes of jobs that the pools can give, as a law; null and a report when one is none. */
function sizesOfPools(tree: CountsTree, path: KeyPath, reach: Reach, context: Context): GpuCountLaw | null {
  const law = compileCounts(tree, path, context, jobSize);
  if (law === null) return null;
  const keys = typeof tree !== "object" || isAssumption(tree) ? null : Object.keys(tree);
  const values = law.values.map((size, place) =>
    checkedSize(size, reach.pools, keys === null ? path : [...path, keys[place]!], keys !== null, context),
  );
  return values.some(Number.isNaN) ? null : { values, probabilities: law.probabilities };
}

/** A whole number of at least 1, or another size, or a law on such numbers; null and a report when one is none. */
export function compileCounts(
  tree: CountsTree,
  path: KeyPath,
  context: Context,
  size = count(1),
): GpuCountLaw | null {
  if (typeof tree !== "object" || isAssumption(tree)) {
    return { values: [amountOf(size, tree)], probabilities: [1] };
  }
  const keys = Object.keys(tree);
  const values: number[] = [];
  for (const key of keys) {
    const read = size.read(sizeKey(key));
    if (read.ok) {
      values.push(read.value);
      continue;
    }
    const { message } = read;
    context.report({
      path: [...path, key],
      code: "wrong_value",
      message,
      got: key,
      expected: size.expected,
      atKey: true,
    });
    return null;
  }
  const probabilities = keys.map((key) => amountOf(share, tree[key]!));
  checkShares(probabilities, path, context);
  return { values, probabilities };
}

function isAssumption(tree: object): tree is Assumption {
  return "assume" in tree;
}

/** Refuse sizes that no allowed pool could ever run. */
function checkFit(
  { values, probabilities }: GpuCountLaw,
  path: KeyPath,
  reach: Reach,
  context: Context,
): void {
  if (reach.pools.length === 0) return;
  const room = largestJob(reach, context);
  for (const [index, size] of values.entries()) {
    if (probabilities[index] === 0 || size <= room) continue;
    reportUnfit(
      size,
      room,
      values.length === 1 ? path : [...path, String(size)],
      values.length > 1,
      reach,
      context,
    );
  }
}

/** Say that a job fits nowhere. */
export function reportUnfit(
  size: number,
  room: number,
  path: KeyPath,
  atKey: boolean,
  { withinNode, topology }: Reach,
  context: Context,
): void {
  const domain = topology === "required" ? "into no domain" : "into no pool";
  const where = withinNode ? "into no node" : domain;
  context.report({
    path,
    code: "does_not_fit",
    message: `a job of ${size.toLocaleString("en-US")} GPUs fits ${where} that it may use`,
    got: size,
    expected: `at most ${room.toLocaleString("en-US")} GPUs`,
    atKey,
  });
}

/** GPUs of the largest job that one of the pools can run: gangs of whole nodes fill a pool as any job does. */
export function largestJob(reach: Reach, context: Context): number {
  return reach.pools.reduce(
    (largest, index) => Math.max(largest, largestGang(context.pools[index]!, reach)),
    0,
  );
}
