// The idea of fragmentation gradient descent: Weng et al., "Beware of Fragmentation: Scheduling GPU-Sharing Workloads with
// Fragmentation Gradient Descent", USENIX ATC 2023. The free GPUs of a node are fragments to a job that does not fit there,
// and a node's expected fragmentation is their mean number over the job mix:
//
//   fragmentation(free) = free × share of jobs of more than `free` GPUs
//
// A job of whole nodes fits an empty node, which is a fragment to nobody. The mix is that of the jobs that have arrived so
// far. A node's fragmentation depends on its free GPUs alone: the choice is one among the counts that occur.
//
// Where GPUs are divided, the free slices of a GPU that somebody holds are fragments to jobs that need more of one GPU, and
// the GPUs that nobody holds are fragments to jobs that need more of them, by the same function of slices. The two add up to
// the fragmentation of the node, so the choice is again among counts: of the slices free on a GPU, of the whole GPUs of a node.

import type { NodeView } from "../../fleet/nodes.ts";
import type { JobMixView } from "../../workload/job-mix.ts";
import type { DividedView, Placement, Proposal } from "../contract.ts";
import { bestFit } from "./best-fit.ts";
import { lowestWholeGpu } from "./slices.ts";

export class LeastFragmenting implements Placement {
  private readonly mix: JobMixView;
  /** jobs × GPUs: how many fragments a node with so many free GPUs is to all jobs of the mix together */
  private fragments = new Float64Array(0);

  constructor(mix: JobMixView) {
    this.mix = mix;
  }

  /** The node whose fragmentation grows least; ties to the fewest free GPUs, then to the lowest index. */
  node(nodes: NodeView, gpus: number, slices = 1): number {
    this.weigh(nodes.gpusPerNode, slices);
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

  /** The GPU that leaves its node with the least growth; ties to one that is held, then to the fewest free, lowest index. */
  gpu(pool: DividedView, slices: number): number {
    const gpus = pool.nodes!;
    const all = gpus.gpusPerNode;
    this.weigh(all, 1);
    const left = this.fragments[all - slices]!;
    let held = -1;
    let least = Infinity;
    for (
      let free = gpus.nextFreeCount(slices);
      free < all && free !== -1;
      free = gpus.nextFreeCount(free + 1)
    ) {
      const growth = this.fragments[free - slices]! - this.fragments[free]!;
      if (growth >= least) continue;
      least = growth;
      held = free;
    }
    const nodes = pool.domains!.byEmptyNodes;
    this.weigh(nodes.gpusPerNode, all);
    let whole = -1;
    for (let free = nodes.nextFreeCount(1); free !== -1; free = nodes.nextFreeCount(free + 1)) {
      const growth = left + (this.fragments[free - 1]! - this.fragments[free]!) * all;
      if (growth >= least) continue;
      least = growth;
      whole = free;
    }
    return whole === -1 ? gpus.nextWithFree(held, 0) : lowestWholeGpu(pool, nodes.nextWithFree(whole, 0));
  }

  /** Jobs whose GPUs may be anywhere are fragmented by nothing: what is left is the tie. */
  spread(nodes: NodeView, gpus: number, proposal: Proposal): void {
    bestFit.spread(nodes, gpus, proposal);
  }

  /** Count the fragments of nodes with each number of free GPUs, of so many slices each. */
  private weigh(size: number, slices: number): void {
    if (this.fragments.length <= size) this.fragments = new Float64Array(size + 1);
    const { counts } = this.mix;
    const { fragments } = this;
    let larger = this.mix.jobs;
    let counted = 0;
    for (let free = 0; free < size; free++) {
      while (counted <= free * slices) larger -= counts[counted++]!;
      fragments[free] = free * larger;
    }
    fragments[size] = 0;
  }
}
