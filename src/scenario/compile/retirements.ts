// Nodes that leave during the run.

import { firstNodes, type PoolPlan, type RetirementPlan, retiredNodes } from "../../fleet/plan.ts";
import type { KeyPath } from "../problem.ts";
import type { Scenario } from "../scenario.ts";
import type { FleetTree, RetirementTree } from "../schema/fleet.ts";
import { amountOf } from "../schema/quantity.ts";
import { count, duration, durationText } from "../units.ts";
import type { Context } from "./context.ts";

/** The retirements of a pool, by when they are planned. */
export function compileRetirements(tree: readonly RetirementTree[]): RetirementPlan[] {
  return tree
    .map(({ at, nodes, drain }) => ({
      at: amountOf(duration, at),
      nodes: amountOf(count(1), nodes),
      drain: amountOf(duration, drain),
    }))
    .sort((a, b) => a.at - b.at);
}

/** Retirements against the pool that they are of, what fails in it, the mode and the length of the run. */
export function checkRetirements(
  tree: FleetTree,
  { mode, end }: Pick<Scenario, "mode" | "end">,
  context: Context,
): void {
  context.pools.forEach((pool, index) => {
    if (pool.retirements.length === 0) return;
    const path = ["fleet", "pools", index, "retires"];
    const refuse = (message: string, expected: string) =>
      context.report({ path, code: "contradiction", message, expected, atKey: true });
    if (mode === "steady") refuse("a fleet that shrinks has no steady state", "mode: trajectory");
    if (pool.slicesPerGpu > 1)
      refuse("nodes with divided GPUs stay until the end", "no retires beside slices");
    if (tree.failures?.unit === "gpu")
      refuse("whole nodes leave and the unit of failures is gpu", "retires beside unit: node");
    checkCount(pool, path, context);
    tree.pools[index]!.retires!.forEach((each, place) => {
      checkTimes(each, pool, end, [...path, place], context);
    });
  });
}

/** Only nodes leave that are there from the beginning, and do not stand by. */
function checkCount(pool: PoolPlan, path: KeyPath, { report }: Context): void {
  const most = firstNodes(pool) - pool.spares;
  const nodes = retiredNodes(pool);
  if (nodes <= most) return;
  const message = `${nodes} nodes leave, and ${most} serve from the beginning`;
  report({ path, code: "does_not_fit", message, expected: `at most ${most} nodes in all`, atKey: true });
}

function checkTimes(
  { at, nodes, drain }: RetirementTree,
  { name }: PoolPlan,
  end: number,
  path: KeyPath,
  { report, warn }: Context,
): void {
  if (amountOf(duration, drain) > amountOf(duration, at)) {
    const message = "the drain would begin before the run";
    const expected = "at most the time until the nodes leave";
    report({ path: [...path, "drain"], code: "contradiction", message, got: drain, expected });
  }
  if (amountOf(duration, at) < end) return;
  warn(
    path,
    `${amountOf(count(1), nodes)} nodes of ${name} are to leave at ${durationText(amountOf(duration, at))}, and the run is over by then: they never do.`,
  );
}
