import type { Placement } from "../contract.ts";
import { fillBucket } from "./gang.ts";

/** Worst fit, also called least utilised: the node with the most free GPUs; ties to the lowest index. */
export const worstFit: Placement = {
  node: (nodes) => nodes.nextWithFree(nodes.mostFree, 0),
  spread(nodes, gpus, proposal) {
    let left = gpus;
    for (let count = nodes.mostFree; left > 0; count--) left = fillBucket(nodes, count, left, proposal);
  },
};
