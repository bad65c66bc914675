// Of one pool: GPUs that their customers do not use now and that are resold, node by node. They stay held by those customers,
// so that nobody but a guest ever gets them.

import { Nodes, type NodeView } from "./nodes.ts";
import type { Shape } from "./pool-layout.ts";

/** What a policy may read of it. */
export interface OffersView {
  /** what is on offer, as if it were free */
  readonly nodes: NodeView;
  /** the largest run that it could take now; every smaller one fits too */
  readonly fitLimit: number;
}

export class Offers implements OffersView {
  readonly nodes: Nodes;
  /** GPUs on offer */
  gpus = 0;
  /** GPUs that guests have */
  resold = 0;
  private readonly shape: Shape;

  constructor(nodes: number, gpusPerNode: number, shape: Shape) {
    this.nodes = new Nodes(nodes, gpusPerNode);
    this.shape = shape;
    for (let node = 0; node < nodes; node++) this.nodes.setFree(node, 0);
  }

  get fitLimit(): number {
    if (this.shape === "spread") return this.gpus;
    const { emptyNodes, gpusPerNode, mostFree } = this.nodes;
    return emptyNodes > 0 ? emptyNodes * gpusPerNode : mostFree;
  }

  /** So many GPUs more of a node are on offer, or fewer. */
  change(node: number, by: number): void {
    if (by === 0) return;
    this.gpus += by;
    this.nodes.setFree(node, this.nodes.free[node]! + by);
  }

  /** Nothing of a node is on offer any more. */
  withdraw(node: number): void {
    this.change(node, -this.nodes.free[node]!);
  }
}
