import type { Held, NaivePool, NaiveScenario } from "./naive-scenario.ts";

/**
 * Nodes for a job in the order of a placement, or null where it does not fit.
 * @param free free GPUs of each node
 * @param size GPUs of a node when a job takes one node or whole nodes; null when its GPUs may be anywhere
 * @param seen GPUs of all jobs that have arrived
 */
export function naivePlacement(
  free: readonly number[],
  size: number | null,
  gpus: number,
  placement: NaiveScenario["placement"],
  seen: readonly number[],
): Held | null {
  const sign =
    placement.startsWith("best") || placement.startsWith("least") ? 1 : placement === "worst-fit" ? -1 : 0;
  const nodes = free.map((gpusFree, node) => ({ gpusFree, node }));
  nodes.sort((a, b) => sign * (a.gpusFree - b.gpusFree));
  if (placement === "least-fragmenting" && size !== null && gpus <= size) {
    const growth = (left: number) => fragments(left - gpus, size, seen) - fragments(left, size, seen);
    nodes.sort((a, b) => growth(a.gpusFree) - growth(b.gpusFree));
  }
  const fitting = nodes.filter(({ gpusFree }) => gpusFree >= (size === null ? 1 : Math.min(gpus, size)));
  const used = size === null ? fitting : fitting.slice(0, Math.ceil(gpus / size));
  const held: Held = [];
  let left = gpus;
  for (const { gpusFree, node } of used) {
    if (left > 0) held.push([node, Math.min(left, gpusFree)]);
    left -= Math.min(left, gpusFree);
  }
  return left === 0 ? held : null;
}

/** Free GPUs of a node that jobs cannot use for being larger, summed over the jobs. */
function fragments(left: number, size: number, seen: readonly number[]): number {
  return sum(seen.map((gpus) => (Math.min(gpus, size) > left ? left : 0)));
}

/** Free GPUs of each node of a pool on which so much is held. */
export function freeGpus(pool: Pick<NaivePool, "nodes" | "gpusPerNode">, held: Held): number[] {
  const free = new Array<number>(pool.nodes).fill(pool.gpusPerNode);
  for (const [node, gpus] of held) free[node]! -= gpus;
  return free;
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
