// Nodes that arrive during the run.

import { type DeliveryPlan, firstNodes, type PoolPlan } from "../../fleet/plan.ts";
import { DAY } from "../../kernel/time.ts";
import type { KeyPath } from "../problem.ts";
import { money } from "../rates-and-money.ts";
import type { Scenario } from "../scenario.ts";
import type { DeliveryTree, FleetTree } from "../schema/fleet.ts";
import { amountOf } from "../schema/quantity.ts";
import { count, duration } from "../units.ts";
import type { Context } from "./context.ts";
import { compileLaw } from "./law.ts";

/** The deliveries of a pool, by when they are planned. */
export function compileDeliveries(
  tree: readonly DeliveryTree[],
  path: KeyPath,
  context: Omit<Context, "pools">,
): DeliveryPlan[] {
  return tree
    .map(({ at, nodes, capex, delay }, place) => ({
      at: amountOf(duration, at),
      nodes: amountOf(count(1), nodes),
      capex: capex === undefined ? 0 : amountOf(money, capex),
      delay:
        delay === undefined
          ? null
          : // A delay asks for no pool.
            compileLaw(delay, [...path, place, "delay"], { ...context, pools: [] }),
    }))
    .sort((a, b) => a.at - b.at);
}

/** Deliveries against the pool that they are of, the mode and the length of the run. */
export function checkDeliveries(
  tree: FleetTree["pools"],
  { mode, end }: Pick<Scenario, "mode" | "end">,
  context: Context,
): void {
  context.pools.forEach((pool, index) => {
    if (pool.deliveries.length === 0) return;
    const path = ["fleet", "pools", index, "arrives"];
    if (mode === "steady") {
      const message = "a fleet that grows has no steady state";
      context.report({ path, code: "contradiction", message, expected: "mode: trajectory", atKey: true });
    }
    if (pool.slicesPerGpu > 1) {
      const message = "nodes with divided GPUs are there from the beginning";
      const expected = "no arrives beside slices";
      context.report({ path, code: "contradiction", message, expected, atKey: true });
    }
    if (firstNodes(pool) < 0) reportTooMany(tree[index]!.arrives!, pool, path, context);
    for (const { at, nodes } of pool.deliveries) {
      if (at < end) continue;
      context.warn(
        path,
        `${nodes} nodes of ${pool.name} are to arrive on day ${Math.round(at / DAY).toLocaleString("en-US")}, and the run is over by then: they never come.`,
      );
    }
  });
}

/** The delivery with which a pool has more nodes than it says. */
function reportTooMany(
  tree: readonly DeliveryTree[],
  { nodes: all }: PoolPlan,
  path: KeyPath,
  context: Context,
): void {
  let nodes = 0;
  const place = tree.findIndex((delivery) => {
    nodes += amountOf(count(1), delivery.nodes);
    return nodes > all;
  });
  const message = `${nodes} nodes arrive, and the pool has ${all}`;
  const expected = `at most ${all} nodes in all deliveries: nodes of the pool counts them too`;
  const got = tree[place]!.nodes;
  context.report({ path: [...path, place, "nodes"], code: "does_not_fit", message, got, expected });
}
