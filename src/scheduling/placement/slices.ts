// Where a job stands in a pool that divides its GPUs: on slices of one GPU, or on whole GPUs.

import type { DividedView, Placement, Proposal } from "../contract.ts";
import { fillDomain } from "./fewest-domains.ts";

/**
 * Add the GPUs of a job that is known to fit. Less than a GPU: slices of one. Up to a node: GPUs of one node, chosen among
 * the nodes by the GPUs that nobody holds. More: nodes that nobody holds, the lowest indices first. Of a node the lowest.
 * @param size slices
 */
export function placeOnGpus(placement: Placement, pool: DividedView, size: number, proposal: Proposal): void {
  const slices = pool.nodes!.gpusPerNode;
  const { byEmptyNodes: nodes, nodesPerDomain: gpusOfNode } = pool.domains!;
  if (size < slices) {
    proposal.addNode(placement.gpu?.(pool, size) ?? gpuFor(placement, pool, size), size);
    return;
  }
  const gpus = size / slices;
  if (gpus <= gpusOfNode) {
    fillDomain(pool, placement.node(nodes, gpus, slices), size, proposal);
    return;
  }
  let left = size;
  for (
    let node = nodes.nextWithFree(gpusOfNode, 0);
    left > 0;
    node = nodes.nextWithFree(gpusOfNode, node + 1)
  ) {
    left = fillDomain(pool, node, left, proposal);
  }
}

/** The GPU that the placement chooses by free slices; if nobody holds it, of the node where it would put a job of one GPU. */
function gpuFor(placement: Placement, pool: DividedView, size: number): number {
  const gpus = pool.nodes!;
  const gpu = placement.node(gpus, size);
  if (gpus.free[gpu]! < gpus.gpusPerNode) return gpu;
  return lowestWholeGpu(pool, placement.node(pool.domains!.byEmptyNodes, 1));
}

/** The lowest GPU of a node that nobody holds; there is one. */
export function lowestWholeGpu({ nodes, domains }: DividedView, node: number): number {
  return nodes!.nextWithFree(nodes!.gpusPerNode, node * domains!.nodesPerDomain);
}
