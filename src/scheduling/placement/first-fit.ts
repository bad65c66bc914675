import type { NodeView } from "../../fleet/nodes.ts";
import type { Placement } from "../contract.ts";

/** First fit: the lowest node index with enough free GPUs. */
export const firstFit: Placement = {
  node: (nodes, gpus) => lowestNode(nodes, gpus, 0),
  spread(nodes, gpus, proposal) {
    let node = -1;
    for (let left = gpus; left > 0; ) {
      node = lowestNode(nodes, 1, node + 1);
      const some = Math.min(left, nodes.free[node]!);
      proposal.addNode(node, some);
      left -= some;
    }
  },
};

/** The lowest node ≥ `from` with at least `free` free GPUs: the least over the buckets that are not empty. */
function lowestNode(nodes: NodeView, free: number, from: number): number {
  let lowest = -1;
  for (let count = nodes.nextFreeCount(free); count !== -1; count = nodes.nextFreeCount(count + 1)) {
    const node = nodes.nextWithFree(count, from);
    if (node !== -1 && (lowest === -1 || node < lowest)) lowest = node;
  }
  return lowest;
}
