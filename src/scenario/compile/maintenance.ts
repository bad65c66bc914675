// Planned maintenance of the fleet.

import type { MaintenancePlan } from "../../fleet/plan.ts";
import type { KeyPath } from "../problem.ts";
import type { FleetTree, MaintenanceTree } from "../schema/fleet.ts";
import { amountOf } from "../schema/quantity.ts";
import { count, duration, share, span } from "../units.ts";
import type { Context } from "./context.ts";

const PATH: KeyPath = ["fleet", "maintenance"];

/** Every node once in a time, or so that a share of the nodes is down on average. */
export function compileMaintenance(
  tree: MaintenanceTree,
  failures: FleetTree["failures"],
  context: Context,
): MaintenancePlan {
  const plan = {
    every: timeBetween(tree, context),
    batchNodes: amountOf(count(1), tree.batch_nodes),
    drain: amountOf(duration, tree.drain),
    duration: amountOf(span, tree.duration),
  };
  if (plan.drain + plan.duration > plan.every) {
    const message = "a batch would be maintained again before it is back";
    const expected = "drain and duration together at most the time between two maintenances";
    context.report({ path: [...PATH, "duration"], code: "contradiction", message, expected });
  }
  if (failures?.unit === "gpu") {
    const message = "maintenance takes whole nodes and the unit of failures is gpu";
    const expected = "maintenance beside unit: node";
    context.report({ path: PATH, code: "contradiction", message, expected, atKey: true });
  }
  checkBatch(plan.batchNodes, context);
  return plan;
}

/** From one maintenance of a node to its next: with a share of nodes down it is duration / share. */
function timeBetween(tree: MaintenanceTree, context: Context): number {
  if (tree.every !== undefined) {
    if (tree.share === undefined) return amountOf(span, tree.every);
    const message = "every and share say the same thing twice";
    context.report({ path: [...PATH, "share"], code: "contradiction", message, atKey: true });
    return Number.POSITIVE_INFINITY;
  }
  const down = tree.share === undefined ? 0 : amountOf(share, tree.share);
  if (down > 0) return Math.round(amountOf(span, tree.duration) / down);
  const message = "nothing says how often nodes are maintained";
  const expected = "every, or a share above 0%";
  context.report({ path: PATH, code: "missing_key", message, expected, atKey: true });
  return Number.POSITIVE_INFINITY;
}

function checkBatch(nodes: number, context: Context): void {
  const small = context.pools.find((pool) => pool.nodes > 0 && pool.nodes < nodes);
  if (small === undefined) return;
  const message = `a batch is larger than the pool ${small.name}`;
  const expected = `at most ${small.nodes} nodes`;
  context.report({ path: [...PATH, "batch_nodes"], code: "does_not_fit", message, got: nodes, expected });
}
