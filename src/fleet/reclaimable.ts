// How many GPUs of each node are free or could be taken back by preemption, and how many nodes have how many: so a
// policy knows at once whether preemption could make room at all. One such count for each *reach*: a preemptor of reach r
// may take the GPUs of victims of the tiers below r.

import { type CountSet, countSet } from "./count-set.ts";
import { Domains } from "./domains.ts";

export class Reclaimable {
  /** by node */
  readonly gpus: Int32Array;
  private readonly gpusPerNode: number;
  private readonly nodesBy: Int32Array;
  private readonly counts: CountSet;
  /** domains by nodes that would be empty; null where they do not matter */
  readonly domains: Domains | null;

  constructor(nodes: number, gpusPerNode: number, nodesPerDomain: number | null) {
    this.domains = nodesPerDomain === null ? null : new Domains(nodes, nodesPerDomain);
    this.gpusPerNode = gpusPerNode;
    this.gpus = new Int32Array(nodes).fill(gpusPerNode);
    this.nodesBy = new Int32Array(gpusPerNode + 1);
    this.counts = countSet(gpusPerNode);
    this.nodesBy[gpusPerNode] = nodes;
    if (nodes > 0) this.counts.add(gpusPerNode);
  }

  /** the most that a node has */
  get most(): number {
    return Math.max(0, this.counts.last());
  }

  /** nodes that would be empty if every victim left */
  get emptiableNodes(): number {
    return this.nodesBy[this.gpusPerNode]!;
  }

  change(node: number, by: number): void {
    const { nodesBy, counts, gpus } = this;
    const before = gpus[node]!;
    const after = before + by;
    if (--nodesBy[before]! === 0) counts.remove(before);
    if (nodesBy[after]!++ === 0) counts.add(after);
    gpus[node] = after;
    if (this.domains === null) return;
    if (before === this.gpusPerNode) this.domains.change(node, -1);
    else if (after === this.gpusPerNode) this.domains.change(node, 1);
  }
}
