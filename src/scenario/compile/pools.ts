// Pools, and which of them a source may use.

import { firstNodes, installedGpus, type PoolPlan } from "../../fleet/plan.ts";
import { nearestName } from "../nearest-name.ts";
import type { KeyPath } from "../problem.ts";
import type { FleetTree } from "../schema/fleet.ts";
import { amountOf } from "../schema/quantity.ts";
import { count } from "../units.ts";
import type { Context } from "./context.ts";
import { compileDeliveries } from "./deliveries.ts";
import { compileRetirements } from "./retirements.ts";

export function compilePools(tree: FleetTree["pools"], context: Omit<Context, "pools">): PoolPlan[] {
  return tree.map(
    (
      { name, gpu, nodes, gpus_per_node, nodes_per_domain, spares, slices_per_gpu, arrives, retires },
      index,
    ) => ({
      name,
      gpu,
      nodes: amountOf(count(0), nodes),
      deliveries: compileDeliveries(arrives ?? [], ["fleet", "pools", index, "arrives"], context),
      retirements: compileRetirements(retires ?? []),
      gpusPerNode: amountOf(count(1), gpus_per_node),
      nodesPerDomain: nodes_per_domain === undefined ? null : amountOf(count(1), nodes_per_domain),
      spares: amountOf(count(0), spares),
      slicesPerGpu: slices_per_gpu === undefined ? 1 : amountOf(count(1), slices_per_gpu),
    }),
  );
}

/** Domains and spares against the nodes that there are, and spares against what they are for. */
export function checkPools({ pools, failures, maintenance }: FleetTree, context: Context): void {
  context.pools.forEach((pool, index) => {
    const { nodes, nodesPerDomain, spares } = pool;
    const path = ["fleet", "pools", index];
    if (nodesPerDomain !== null && nodesPerDomain > nodes) {
      const message = "a domain is larger than the pool";
      const got = pools[index]!.nodes_per_domain;
      reportNodes([...path, "nodes_per_domain"], message, got, `at most ${nodes} nodes`, context);
    }
    if (spares === 0) return;
    const place = [...path, "spares"];
    const present = firstNodes(pool);
    if (spares >= present) {
      const expected = `fewer than ${present} nodes${present < nodes ? ", those that are there from the beginning" : ""}`;
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

/** Where a source or service may run, as its keys say it: by pools or by types of GPU. */
interface Whereabouts {
  readonly pools?: readonly string[] | undefined;
  readonly gpu?: readonly string[] | undefined;
}

/**
 * Indices of the pools that a source may use, in its order of preference; without a list, all that have GPUs.
 * @param path where the source stands
 */
export function allowedPools({ pools: names, gpu }: Whereabouts, path: KeyPath, context: Context): number[] {
  const { pools } = context;
  if (gpu !== undefined) return poolsOfTypes(gpu, names !== undefined, path, context);
  if (names === undefined) {
    const usable = pools.flatMap((pool, index) => (installedGpus(pool) > 0 ? [index] : []));
    if (usable.length === 0) noGpus(path, true, context);
    return usable;
  }
  const known = pools.map(({ name }) => name);
  return names.flatMap((name, position) => {
    const index = known.indexOf(name);
    const place = [...path, "pools", position];
    if (index < 0) {
      unknown(name, known, "pool", place, context);
      return [];
    }
    if (names.indexOf(name) < position) named("pool", name, place, context);
    if (installedGpus(pools[index]!) === 0) noGpus(place, false, context);
    return [index];
  });
}

/** The pools of these types of GPU, type after type, those of one type in the order of the fleet. */
function poolsOfTypes(types: readonly string[], beside: boolean, path: KeyPath, context: Context): number[] {
  if (beside) {
    const message = "pools say it already";
    const expected = "either pools or gpu";
    context.report({ path: [...path, "gpu"], code: "contradiction", message, expected, atKey: true });
  }
  const known = [...new Set(context.pools.map(({ gpu }) => gpu))];
  return types.flatMap((type, position) => {
    const place = [...path, "gpu", position];
    if (!known.includes(type)) unknown(type, known, "type of GPU", place, context);
    if (types.indexOf(type) < position) {
      named("type of GPU", type, place, context);
      return [];
    }
    const ofType = context.pools.flatMap((pool, index) => (pool.gpu === type ? [index] : []));
    const usable = ofType.filter((index) => installedGpus(context.pools[index]!) > 0);
    if (ofType.length > 0 && usable.length === 0) noGpus(place, false, context);
    return usable;
  });
}

function unknown(
  name: string,
  known: readonly string[],
  what: string,
  path: KeyPath,
  context: Context,
): void {
  const expected = `one of the ${what === "pool" ? "pools" : "types"} ${known.join(", ")}`;
  const suggestion = nearestName(name, known);
  const message = `unknown ${what}`;
  context.report({ path, code: "wrong_value", message, got: name, expected, suggestion });
}

function named(what: string, name: string, path: KeyPath, context: Context): void {
  context.report({ path, code: "duplicate_name", message: `the ${what} is named twice`, got: name });
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

/** The echo of where a source may run: its pools by name, in place of the types that stood for them. */
export function poolsEcho(
  pools: readonly number[],
  context: Context,
): { readonly pools: string[]; readonly gpu: undefined } {
  return { pools: pools.map((pool) => context.pools[pool]!.name), gpu: undefined };
}
