// The nodes of one pool, in buckets by free GPUs, so that no placement scans the fleet.
//
//   bucket 0   {nodes with no free GPU}        each bucket is a tree of bits over node indices:
//   bucket 1   {nodes with 1 free GPU}         its least member is the lowest node index
//   …
//   bucket n   {empty nodes}

import { IndexSet } from "../kernel/index-set.ts";
import { type CountSet, countSet } from "./count-set.ts";

/** What a placement may read of the nodes of a pool. */
export interface NodeView {
  readonly count: number;
  readonly gpusPerNode: number;
  /** free GPUs of each node */
  readonly free: Int32Array;
  /** the lowest node ≥ `from` with exactly `free` free GPUs, or −1 */
  nextWithFree(free: number, from: number): number;
  /** the least number of free GPUs ≥ `atLeast` that some node has, or −1 */
  nextFreeCount(atLeast: number): number;
  /** how many nodes have exactly `free` free GPUs */
  nodesWith(free: number): number;
  /** the most free GPUs that a node has */
  readonly mostFree: number;
  readonly emptyNodes: number;
}

export class Nodes implements NodeView {
  readonly count: number;
  readonly gpusPerNode: number;
  readonly free: Int32Array;
  private readonly buckets: readonly IndexSet[];
  private readonly nodesByFree: Int32Array;
  /** which buckets hold a node */
  private readonly counts: CountSet;

  constructor(count: number, gpusPerNode: number) {
    this.count = count;
    this.gpusPerNode = gpusPerNode;
    this.free = new Int32Array(count).fill(gpusPerNode);
    this.buckets = Array.from({ length: gpusPerNode + 1 }, () => new IndexSet(count));
    this.nodesByFree = new Int32Array(gpusPerNode + 1);
    this.counts = countSet(gpusPerNode);
    for (let node = 0; node < count; node++) this.buckets[gpusPerNode]!.add(node);
    this.nodesByFree[gpusPerNode] = count;
    if (count > 0) this.counts.add(gpusPerNode);
  }

  nextWithFree(free: number, from: number): number {
    return this.buckets[free]!.next(from);
  }

  nextFreeCount(atLeast: number): number {
    return atLeast > this.gpusPerNode ? -1 : this.counts.next(atLeast);
  }

  nodesWith(free: number): number {
    return this.nodesByFree[free]!;
  }

  get mostFree(): number {
    return Math.max(0, this.counts.last());
  }

  get emptyNodes(): number {
    return this.nodesByFree[this.gpusPerNode]!;
  }

  /** Move a node to another bucket. */
  setFree(node: number, free: number): void {
    const { nodesByFree, counts, buckets } = this;
    const before = this.free[node]!;
    this.free[node] = free;
    buckets[before]!.remove(node);
    buckets[free]!.add(node);
    if (--nodesByFree[before]! === 0) counts.remove(before);
    if (nodesByFree[free]!++ === 0) counts.add(free);
  }
}
