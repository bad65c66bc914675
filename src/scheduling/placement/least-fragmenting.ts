// The idea of fragmentation gradient descent: Weng et al., "Beware of Fragmentation: Scheduling GPU-Sharing Workloads with
// Fragmentation Gradient Descent", USENIX ATC 2023. The free GPUs of a node are fragments to a job that does not fit there,
// and a node's expected fragmentation is their mean number over the job mix:
//
//   fragmentation(free) = free × share of jobs of more than `free` GPUs
//
// A job of whole nodes fits an empty node, which is a fragment to nobody. The mix is that of the jobs that have arrived so
// far. A node's fragmentation depends on its free GPUs alone: the choice is one among the counts that occur.

import type { NodeView } from "../../fleet/nodes.ts";
import type { JobMixView } from "../../workload/job-mix.ts";
import type { Placement, Proposal } from "../contract.ts";
import { bestFit } from "./best-fit.ts";

export class LeastFragmenting implements Placement {
  private readonly mix: JobMixView;
  /** jobs × GPUs: how many fragments a node with so many free GPUs is to all jobs of the mix together */
  private fragments = new Float64Array(0);

  constructor(mix: JobMixView) {
    this.mix = mix;
  }

  /** The node whose fragmentation grows least; ties to the fewest free GPUs, then to the lowest index. */
  node(nodes: NodeView, gpus: number): number {
    this.weigh(nodes.gpusPerNode);
    const { fragments } = this;
    let best = -1;
    let least = Infinity;
    for (let free = nodes.nextFreeCount(gpus); free !== -1; free = nodes.nextFreeCount(free + 1)) {
      const growth = fragments[free - gpus]! - fragments[free]!;
      if (growth >= least) continue;
      least = growth;
      best = free;
    }
    return nodes.nextWithFree(best, 0);
  }

  /** Jobs whose GPUs may be anywhere are fragmented by nothing: what is left is the tie. */
  spread(nodes: NodeView, gpus: number, proposal: Proposal): void {
    bestFit.spread(nodes, gpus, proposal);
  }

  /** Count the fragments of nodes with each number of free GPUs. */
  private weigh(size: number): void {
    if (this.fragments.length <= size) this.fragments = new Float64Array(size + 1);
    const { counts } = this.mix;
    const { fragments } = this;
    let larger = this.mix.jobs;
    for (let free = 0; free < size; free++) {
      larger -= counts[free]!;
      fragments[free] = free * larger;
    }
    fragments[size] = 0;
  }
}
