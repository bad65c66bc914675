import type { Placement } from "../contract.ts";
import { fillBucket } from "./gang.ts";

/** Best fit: the node with the fewest free GPUs that suffice; ties to the lowest index. */
export const bestFit: Placement = {
  node: (nodes, gpus) => nodes.nextWithFree(nodes.nextFreeCount(gpus), 0),
  spread(nodes, gpus, proposal) {
    let left = gpus;
    for (let count = nodes.nextFreeCount(1); left > 0; count = nodes.nextFreeCount(count + 1)) {
      left = fillBucket(nodes, count, left, proposal);
    }
  },
};
