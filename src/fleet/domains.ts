// The domains of a pool by how many of their nodes are empty, so that a gang finds one without a scan: to a gang of whole
// nodes a domain is what a node is to a job of some GPUs.

import { Nodes, type NodeView } from "./nodes.ts";

/** What a placement may read of the domains of a pool. */
export interface DomainView {
  readonly nodesPerDomain: number;
  /** domains as nodes, and their empty nodes as free GPUs */
  readonly byEmptyNodes: NodeView;
}

export class Domains implements DomainView {
  readonly nodesPerDomain: number;
  readonly byEmptyNodes: Nodes;

  /** All nodes are empty; the last domain may have fewer of them. */
  constructor(nodes: number, nodesPerDomain: number) {
    this.nodesPerDomain = nodesPerDomain;
    const count = Math.ceil(nodes / nodesPerDomain);
    this.byEmptyNodes = new Nodes(count, nodesPerDomain);
    if (count > 0) this.byEmptyNodes.setFree(count - 1, nodes - (count - 1) * nodesPerDomain);
  }

  /** A node has become empty (1) or is empty no longer (−1). */
  change(node: number, by: number): void {
    const domain = Math.floor(node / this.nodesPerDomain);
    this.byEmptyNodes.setFree(domain, this.byEmptyNodes.free[domain]! + by);
  }
}
