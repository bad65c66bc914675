// Pools, and which of them a source may use.

import { installedGpus, type PoolPlan } from "../../fleet/plan.ts";
import { nearestName } from "../nearest-name.ts";
import type { KeyPath } from "../problem.ts";
import type { FleetTree } from "../schema/fleet.ts";
import { amountOf } from "../schema/quantity.ts";
import { count } from "../units.ts";
import type { Context } from "./context.ts";

export function compilePools(tree: FleetTree["pools"]): PoolPlan[] {
  return tree.map(({ name, gpu, nodes, gpus_per_node, nodes_per_domain, spares }) => ({
    name,
    gpu,
    nodes: amountOf(count(0), nodes),
    gpusPerNode: amountOf(count(1), gpus_per_node),
    nodesPerDomain: nodes_per_domain === undefined ? null : amountOf(count(1), nodes_per_domain),
    spares: amountOf(count(0), spares),
  }));
}

/** Domains and spares against the nodes that there are, and spares against what they are for. */
export function checkPools({ pools, failures, maintenance }: FleetTree, context: Context): void {
  context.pools.forEach(({ nodes, nodesPerDomain, spares }, index) => {
    const path = ["fleet", "pools", index];
    if (nodesPerDomain !== null && nodesPerDomain > nodes) {
      const message = "a domain is larger than the pool";
      const got = pools[index]!.nodes_per_domain;
      reportNodes([...path, "nodes_per_domain"], message, got, `at most ${nodes} nodes`, context);
    }
    if (spares === 0) return;
    const place = [...path, "spares"];
    if (spares >= nodes) {
      const expected = `fewer than ${nodes} nodes`;
      reportNodes(place, "all nodes stand by and none serves", spares, expected, context);
    }
    const reason =
      failures?.unit === "gpu"
        ? "a spare node does not take the place of a single GPU"
        : failures === undefined && maintenance === undefined
          ? "no node is ever down whose place a spare could take"
          : null;
    if (reason === null) return;
    const expected = "spares beside nodes that fail or are maintained";
    context.report({ path: place, code: "contradiction", message: reason, expected, atKey: true });
  });
}

function reportNodes(path: KeyPath, message: string, got: unknown, expected: string, context: Context): void {
  context.report({ path, code: "does_not_fit", message, got, expected });
}

/**
 * Indices of the pools that a source may use, in its order of preference; without a list, all that have GPUs.
 * @param path where the source stands
 */
export function allowedPools(
  names: readonly string[] | undefined,
  path: KeyPath,
  context: Context,
): number[] {
  const { pools } = context;
  if (names === undefined) {
    const usable = pools.flatMap((pool, index) => (installedGpus(pool) > 0 ? [index] : []));
    if (usable.length === 0) noGpus(path, true, context);
    return usable;
  }
  return names.flatMap((name, position) => {
    const index = pools.findIndex((pool) => pool.name === name);
    const place = [...path, "pools", position];
    if (index < 0) {
      const known = pools.map((pool) => pool.name);
      const expected = `one of the pools ${known.join(", ")}`;
      const suggestion = nearestName(name, known);
      context.report({
        path: place,
        code: "wrong_value",
        message: "unknown pool",
        got: name,
        expected,
        suggestion,
      });
      return [];
    }
    if (names.indexOf(name) < position) {
      context.report({ path: place, code: "duplicate_name", message: "the pool is named twice", got: name });
    }
    if (installedGpus(pools[index]!) === 0) noGpus(place, false, context);
    return [index];
  });
}

function noGpus(path: KeyPath, atKey: boolean, context: Context): void {
  context.report({
    path,
    code: "does_not_fit",
    message: "there are no GPUs to run on",
    expected: "a pool with nodes",
    atKey,
  });
}

/** Names of pools, for the echo. */
export function poolNames(pools: readonly number[], context: Context): string[] {
  return pools.map((pool) => context.pools[pool]!.name);
}
