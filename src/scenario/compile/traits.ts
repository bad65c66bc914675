// What becomes of the jobs of a source that wait, are preempted or fail: the rules between those keys.

import { installedGpus } from "../../fleet/plan.ts";
import type { Duration } from "../../kernel/time.ts";
import type { PreemptionName } from "../../scheduling/plan.ts";
import type { CheckpointPlan } from "../../workload/checkpoint.ts";
import type { HeadroomPlan, InterruptionPlan, OnLoss, SourceTraits } from "../../workload/plan.ts";
import type { KeyPath } from "../problem.ts";
import { money, rate } from "../rates-and-money.ts";
import type { HeadroomTree } from "../schema/headroom.ts";
import { amountOf } from "../schema/quantity.ts";
import {
  type CheckpointTree,
  checkpointInterval,
  type InternalTraitsTree,
  type InterruptionsTree,
  type TraitsTree,
} from "../schema/traits.ts";
import { count, duration, durationText, signed, span } from "../units.ts";
import type { Context } from "./context.ts";
import { compileHeadroom } from "./headroom.ts";
import { compileLaw } from "./law.ts";
import { allowedPools, poolsEcho } from "./pools.ts";

/** What decides about a source's traits before its own keys do: an internal source's keys, or a product's contract. */
type Terms = Pick<
  SourceTraits,
  | "name"
  | "side"
  | "priority"
  | "pools"
  | "whenFull"
  | "preemptible"
  | "notice"
  | "protectedFor"
  | "maximumLife"
  | "patience"
>;

export interface CompiledTraits {
  readonly plan: SourceTraits;
  /** the keys of traits with their dependent defaults */
  readonly echo: Readonly<Record<string, unknown>>;
}

/** Rules under which internal work may be preempted at all. */
const TAKES_INTERNAL: ReadonlySet<PreemptionName> = new Set(["by-priority", "free"]);

/** Traits of an internal source. Its runs may be preempted only where the rule takes internal work too. */
export function internalTraits(
  name: string,
  tree: InternalTraitsTree,
  path: KeyPath,
  context: Context,
): CompiledTraits {
  const safe = tree.preemptible ? null : "preemptible is false";
  if (safe !== null && tree.notice !== undefined) neverPreempted(safe, [...path, "notice"], context);
  const terms: Terms = {
    name,
    side: "internal",
    priority: amountOf(signed, tree.priority),
    pools: allowedPools(tree, path, context),
    whenFull: tree.when_full,
    preemptible: tree.preemptible && TAKES_INTERNAL.has(context.scheduling.preemption.rule),
    notice: tree.notice === undefined ? 0 : amountOf(duration, tree.notice),
    protectedFor: 0,
    maximumLife: Number.POSITIVE_INFINITY,
    patience: null,
  };
  const { plan, echo } = compileTraits(terms, tree, safe, path, context);
  return { plan, echo: { ...echo, ...(safe === null && { notice: tree.notice ?? "0s" }) } };
}

/**
 * @param safe why the jobs are never preempted, or null when they may be
 * @param path where the source stands
 */
export function compileTraits(
  terms: Terms,
  tree: TraitsTree,
  safe: string | null,
  path: KeyPath,
  context: Context,
): CompiledTraits {
  const checkpoint =
    tree.checkpoint === undefined
      ? null
      : compileCheckpoint(tree.checkpoint, [...path, "checkpoint"], context);
  const onPreemption = tree.on_preemption ?? (checkpoint === null ? "resume" : "checkpoint");
  const onFailure = tree.on_failure ?? (checkpoint === null ? "restart" : "checkpoint");
  const release = tree.release ?? "at-end-of-notice";
  const maximumLife = compileLife(tree, terms, path, context);
  const neverTaken = maximumLife < Number.POSITIVE_INFINITY ? null : safe;
  checkLoss(tree, neverTaken, path, context);
  checkQueue(terms, tree, path, context);
  if (tree.topology !== undefined) checkTopology(terms, [...path, "topology"], context);
  const headroom = ownHeadroom(tree.headroom, terms, [...path, "headroom"], context);
  const { interruptions, patience, deadline, queue_limit: limit } = tree;
  const plan: SourceTraits = {
    ...terms,
    onPreemption,
    maximumLife,
    onFailure,
    checkpoint,
    release,
    interruptions:
      interruptions === undefined
        ? null
        : compileInterruptions(interruptions, [...path, "interruptions"], context),
    patience: patience === undefined ? terms.patience : compileLaw(patience, [...path, "patience"], context),
    deadline: deadline === undefined ? null : compileLaw(deadline, [...path, "deadline"], context),
    queueLimit: limit === undefined ? Number.POSITIVE_INFINITY : amountOf(count(0), limit),
    penalty: amountOf(money, tree.penalty),
    withinNode: tree.within_node,
    topology: tree.topology?.domain ?? "none",
    headroom: headroom.plan,
  };
  const echo = {
    ...(neverTaken === null && { on_preemption: onPreemption }),
    on_failure: onFailure,
    ...headroom.echo,
    ...(checkpoint?.onNotice && { release }),
    ...poolsEcho(terms.pools, context),
  };
  return { plan, echo };
}

/** A run must come to its notice before its life is over, and may not be protected from either. */
function compileLife(
  tree: TraitsTree,
  { notice, preemptible, protectedFor, maximumLife }: Terms,
  path: KeyPath,
  context: Context,
): Duration {
  const life = tree.maximum_life === undefined ? maximumLife : amountOf(span, tree.maximum_life);
  const { protect } = context.scheduling.preemption;
  const safeFor = notice + (preemptible ? Math.max(protect, protectedFor) : 0);
  if (life < safeFor) {
    const message = "a run is not over its protection and its notice by then";
    context.report({
      path: [...path, "maximum_life"],
      code: "contradiction",
      message,
      got: tree.maximum_life,
      expected: `at least ${durationText(safeFor)}`,
    });
  }
  return life;
}

function compileCheckpoint(tree: CheckpointTree, path: KeyPath, context: Context): CheckpointPlan {
  const every = amountOf(checkpointInterval, tree.every);
  const cost = amountOf(duration, tree.cost);
  if (cost >= every) {
    const message = "writing a checkpoint takes as long as the time between two of them, or longer";
    context.report({
      path: [...path, "cost"],
      code: "contradiction",
      message,
      expected: "a cost below every",
    });
  }
  return {
    every,
    cost,
    restart: amountOf(duration, tree.restart),
    clock: tree.clock,
    final: tree.final,
    onNotice: tree.on_notice,
  };
}

function compileInterruptions(tree: InterruptionsTree, path: KeyPath, context: Context): InterruptionPlan {
  const downtime = amountOf(duration, tree.downtime);
  if (tree.kind === "eviction" && downtime > 0) {
    const message = "an evicted job holds no GPUs and is not down";
    const expected = "downtime only with kind: failure";
    context.report({ path: [...path, "downtime"], code: "contradiction", message, expected, atKey: true });
  }
  return { rate: amountOf(rate, tree.rate), downtime, kind: tree.kind };
}

/** A source's own headroom, which must leave it room. */
function ownHeadroom(
  tree: HeadroomTree | undefined,
  { pools }: Terms,
  path: KeyPath,
  context: Context,
): { readonly plan: HeadroomPlan | null; readonly echo: { readonly headroom?: HeadroomTree } } {
  if (tree === undefined) return { plan: null, echo: {} };
  const { plan, echo } = compileHeadroom(tree, path, context);
  const room = pools.reduce((most, pool) => Math.max(most, installedGpus(context.pools[pool]!)), 0);
  if (plan.kind === "gpus" && pools.length > 0 && plan.gpus >= room) {
    const message = "the headroom leaves no pool to start in";
    context.report({
      path,
      code: "does_not_fit",
      message,
      got: tree,
      expected: `less than ${room.toLocaleString("en-US")} GPUs`,
    });
  }
  return { plan, echo: { headroom: echo } };
}

/** Keys about the loss of GPUs that contradict one another. */
function checkLoss(tree: TraitsTree, safe: string | null, path: KeyPath, context: Context): void {
  for (const key of ["on_preemption", "on_failure"] as const) {
    const rule: OnLoss | undefined = tree[key];
    if (rule !== "checkpoint" || tree.checkpoint !== undefined) continue;
    const message = "there are no checkpoints to go on from";
    const expected = "a checkpoint block, or resume, restart or kill";
    context.report({ path: [...path, key], code: "contradiction", message, got: rule, expected });
  }
  if (safe !== null) {
    if (tree.on_preemption !== undefined) neverPreempted(safe, [...path, "on_preemption"], context);
    if (tree.checkpoint?.on_notice) neverPreempted(safe, [...path, "checkpoint", "on_notice"], context);
  }
  if (tree.release !== undefined && !tree.checkpoint?.on_notice) {
    const message = "no checkpoint is written on notice";
    const expected = "release only with checkpoint.on_notice";
    context.report({ path: [...path, "release"], code: "contradiction", message, expected, atKey: true });
  }
}

/** Keys of those that wait, on a source whose jobs do not; and of one node, on a policy that does not know nodes. */
function checkQueue({ whenFull }: Terms, tree: TraitsTree, path: KeyPath, context: Context): void {
  for (const key of ["patience", "queue_limit"] as const) {
    if (tree[key] === undefined || whenFull === "queue") continue;
    const message = "its jobs do not wait: one that cannot start is refused";
    const expected = "this key only on jobs that queue";
    context.report({ path: [...path, key], code: "contradiction", message, expected, atKey: true });
  }
  if (tree.within_node && context.scheduling.gang === "spread") {
    const message = "under gang: spread a job is placed GPU by GPU, wherever they are";
    const expected = "within_node only with gang: whole-nodes";
    context.report({ path: [...path, "within_node"], code: "contradiction", message, expected, atKey: true });
  }
}

/** Domains are of whole nodes, in pools that say what theirs are. */
function checkTopology({ pools }: Terms, path: KeyPath, context: Context): void {
  const { gang, placement, backfill, preemption } = context.scheduling;
  const message =
    gang === "spread"
      ? "under gang: spread a job is placed GPU by GPU, wherever they are"
      : backfill !== "none"
        ? "backfill promises nodes of a pool, wherever they are"
        : preemption.rule === "free"
          ? "preemption: free gives away nodes of a pool, wherever they are"
          : placement === "pool"
            ? "under placement: pool GPUs are counted, wherever they are"
            : pools.every((index) => context.pools[index]!.nodesPerDomain === null)
              ? "none of its pools says what its domains are"
              : pools.some((index) => context.pools[index]!.slicesPerGpu > 1)
                ? "a pool that divides its GPUs does not know domains"
                : null;
  if (message === null) return;
  const expected = "topology only with gangs of whole nodes, in a pool with nodes_per_domain";
  context.report({ path, code: "contradiction", message, expected, atKey: true });
}

/** Report a key that only jobs have that may be preempted. */
export function neverPreempted(why: string, path: KeyPath, context: Context): void {
  const expected = "this key only on jobs that may be preempted";
  context.report({ path, code: "contradiction", message: why, expected, atKey: true });
}
