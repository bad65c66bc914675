// How many nodes a job takes: the gang rules, on top of any order of nodes.

import type { NodeView } from "../../fleet/nodes.ts";
import type { PoolView } from "../../fleet/pool-view.ts";
import type { Topology } from "../../workload/plan.ts";
import type { Placement, Proposal } from "../contract.ts";
import { fewestDomains } from "./fewest-domains.ts";
import { placeOnGpus } from "./slices.ts";

/**
 * Add the nodes of a job that is known to fit. `counts`: none. `spread`: one-GPU workers in the placement's order.
 * `whole-nodes`: up to the node size one node; a larger job takes empty nodes, the lowest indices first, and of the
 * last of them only what it needs; with a topology, of the fewest domains. `slices`: slices of one GPU, or whole GPUs.
 */
export function placeGang(
  placement: Placement,
  pool: Pick<PoolView, "nodes" | "shape" | "domains">,
  gpus: number,
  topology: Topology,
  proposal: Proposal,
): void {
  const { nodes, shape } = pool;
  if (nodes === null) return;
  if (shape === "spread") placement.spread(nodes, gpus, proposal);
  else if (shape === "slices") placeOnGpus(placement, pool, gpus, proposal);
  else if (gpus <= nodes.gpusPerNode) proposal.addNode(placement.node(nodes, gpus), gpus);
  else if (topology !== "none" && pool.domains !== null) fewestDomains(pool, gpus, proposal);
  else fillBucket(nodes, nodes.gpusPerNode, gpus, proposal);
}

/** Fill nodes that have exactly `count` free GPUs, the lowest index first; returns the GPUs still to place. */
export function fillBucket(nodes: NodeView, count: number, gpus: number, proposal: Proposal): number {
  let left = gpus;
  for (
    let node = nodes.nextWithFree(count, 0);
    node !== -1 && left > 0;
    node = nodes.nextWithFree(count, node + 1)
  ) {
    const some = Math.min(left, count);
    proposal.addNode(node, some);
    left -= some;
  }
  return left;
}
