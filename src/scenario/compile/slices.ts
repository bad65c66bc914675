// Divided GPUs: which sizes below one GPU a source may ask for, and what pools with slices do not go with.

import { installedGpus, type PoolPlan } from "../../fleet/plan.ts";
import { commonSlices, countedSlices, wholeSize } from "../../fleet/slices.ts";
import type { Duration } from "../../kernel/time.ts";
import type { SchedulingPlan } from "../../scheduling/plan.ts";
import type { Finding, KeyPath } from "../problem.ts";
import type { FleetTree } from "../schema/fleet.ts";
import type { Context } from "./context.ts";

/** Slices are counted in 32-bit columns, and their time in whole numbers that a double holds. */
const MOST_SLICES = 2 ** 31 - 1;

/** The pools that a source may use. */
function poolsOf(pools: readonly number[], context: Context): PoolPlan[] {
  return pools.map((index) => context.pools[index]!);
}

/** Slices into which a job may reckon a GPU that is to run in any of these pools. */
export function slicesFor(pools: readonly number[], context: Context): number {
  return commonSlices(poolsOf(pools, context));
}

/** The size of a job that may use these pools, exactly; NaN and a report when they have no such part of a GPU. */
export function checkedSize(
  size: number,
  pools: readonly number[],
  path: KeyPath,
  atKey: boolean,
  context: Context,
): number {
  const slices = slicesFor(pools, context);
  const whole = wholeSize(size, slices);
  if (Number.isNaN(whole) && pools.length > 0) {
    const refusal = slices > 1 ? noMultiple(slices) : notWhole(poolsOf(pools, context));
    context.report({ path, code: "does_not_fit", got: size, atKey, ...refusal });
  }
  return whole;
}

type Refusal = Pick<Finding, "message" | "expected">;

function noMultiple(slices: number): Refusal {
  const parts = slices <= 8 ? partsOf(slices) : `multiples of 1/${slices}`;
  return { message: `it is no multiple of 1/${slices} of a GPU`, expected: `${parts}, or whole GPUs` };
}

/** 1/4, 2/4 or 3/4 */
function partsOf(slices: number): string {
  const parts = Array.from({ length: slices - 1 }, (_, place) => `${place + 1}/${slices}`);
  return parts.length === 1 ? parts[0]! : `${parts.slice(0, -1).join(", ")} or ${parts.at(-1)}`;
}

/** A part of a GPU in pools that have none in common; the pool that stands in the way is named, if others have slices. */
function notWhole(pools: readonly PoolPlan[]): Refusal {
  const message = "it is not a whole number";
  const whole = pools.filter(({ slicesPerGpu }) => slicesPerGpu === 1).map(({ name }) => name);
  if (whole.length === pools.length)
    return { message, expected: "whole GPUs, or slices_per_gpu in its pools" };
  const why =
    whole.length > 0 ? `${whole.join(", ")} does not divide its GPUs` : "its pools have no slices in common";
  return { message: `${message}, and ${why}`, expected: "whole GPUs, or pools that have such slices alone" };
}

/** What divided pools do not go with, and more slices than can be counted. */
export function checkSlices(tree: FleetTree, step: Duration, context: Context): void {
  const refusals = refusalsOf(tree, context.scheduling);
  const counted = countedSlices(context.pools);
  context.pools.forEach((pool, index) => {
    if (pool.slicesPerGpu === 1) return;
    const path = ["fleet", "pools", index, "slices_per_gpu"];
    for (const [message, expected] of refusals) {
      context.report({ path, code: "contradiction", message, expected, atKey: true });
    }
    if (pool.spares > 0) {
      const message = "nodes with divided GPUs have no spares";
      context.report({
        path,
        code: "contradiction",
        message,
        expected: "no spares beside slices",
        atKey: true,
      });
    }
  });
  const slices = context.pools.reduce((sum, pool) => sum + installedGpus(pool), 0) * counted;
  const largest = Math.min(MOST_SLICES, Number.MAX_SAFE_INTEGER / step);
  if (counted === 1 || slices <= largest) return;
  const index = context.pools.findIndex(({ slicesPerGpu }) => slicesPerGpu > 1);
  context.report({
    path: ["fleet", "pools", index, "slices_per_gpu"],
    code: "does_not_fit",
    message: `${slices.toLocaleString("en-US")} slices are too many to be counted exactly over a reporting step`,
    expected: "fewer slices, or a shorter step",
  });
}

/** Choices that know GPUs as whole or by count, and what each asks for instead. */
function refusalsOf(
  { failures, maintenance }: FleetTree,
  { placement, gang, backfill, preemption }: SchedulingPlan,
): (readonly [string, string])[] {
  const refusals: [boolean, string, string][] = [
    [placement === "pool", "under placement: pool GPUs are counted and not told apart", "another placement"],
    [gang === "spread", "under gang: spread no job needs slices of one GPU", "gang: whole-nodes"],
    [backfill !== "none", "backfill promises GPUs, and no slices of one", "backfill: none"],
    [
      preemption.rule === "free",
      "preemption: free gives away GPUs, and no slices of one",
      "another preemption",
    ],
    [failures !== undefined, "failures of divided GPUs are not modelled", "no failures beside slices"],
    [
      maintenance !== undefined,
      "maintenance of divided GPUs is not modelled",
      "no maintenance beside slices",
    ],
  ];
  return refusals.filter(([applies]) => applies).map(([, message, expected]) => [message, expected] as const);
}
