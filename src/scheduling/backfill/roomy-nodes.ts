// Which nodes of a pool will have room for the blocked head of line. A node is *roomy* when it has as many free GPUs as the
// head needs on one node: all of them, if the head is larger than a node. Nodes that no end and no start concerns are left
// as they are: a pass costs what it looks at, however large the fleet.

import type { NodeView } from "../../fleet/nodes.ts";
import type { PoolView } from "../../fleet/pool-view.ts";
import type { Instant } from "../../kernel/time.ts";
import { type JobIndex, NO_JOB } from "../../workload/job-table.ts";
import type { Proposal, RunsByEndView } from "../contract.ts";

export class RoomyNodes {
  private readonly pool: PoolView;
  private readonly nodes: NodeView;
  /** free GPUs of a node at the shadow, where `seen` says that it was looked at for the present head */
  private readonly free: Int32Array;
  private readonly seen: Int32Array;
  private round = 0;
  /** free GPUs that make a node roomy, how many such nodes the head needs, and how many there are */
  private room = 0;
  private needed = 0;
  private count = 0;
  /** the run that is to end next, of those whose GPUs are not counted as free yet */
  private next = NO_JOB;

  constructor(pool: PoolView) {
    this.pool = pool;
    this.nodes = pool.nodes!;
    this.free = new Int32Array(this.nodes.count);
    this.seen = new Int32Array(this.nodes.count);
  }

  /** When a pool will have the nodes for a job of so many GPUs; Infinity: the ends of its runs do not suffice. */
  releaseFor(gpus: number, runs: RunsByEndView, index: number, now: Instant): Instant {
    const { nodes } = this;
    this.round++;
    this.room = Math.min(gpus, nodes.gpusPerNode);
    this.needed = Math.ceil(gpus / nodes.gpusPerNode);
    this.count = 0;
    for (let free = nodes.nextFreeCount(this.room); free !== -1; free = nodes.nextFreeCount(free + 1)) {
      this.count += nodes.nodesWith(free);
    }
    let end = now;
    this.next = runs.first(index);
    while (this.count < this.needed) {
      if (this.next === NO_JOB) return Number.POSITIVE_INFINITY;
      end = Math.max(now, runs.endOf(this.next));
      this.release(this.next);
      this.next = runs.after(index, this.next);
    }
    return end;
  }

  /** Count as free what all runs hold that are to end by then. */
  releaseUntil(runs: RunsByEndView, index: number, instant: Instant): void {
    for (
      ;
      this.next !== NO_JOB && runs.endOf(this.next) <= instant;
      this.next = runs.after(index, this.next)
    ) {
      this.release(this.next);
    }
  }

  /** Whether the head would still have its nodes if these GPUs were taken beyond the shadow. */
  spares({ nodes, gpusOn, nodeCount }: Proposal): boolean {
    let left = this.count;
    for (let place = 0; place < nodeCount; place++) {
      const free = this.freeOn(nodes[place]!);
      if (free >= this.room && free - gpusOn[place]! < this.room) left--;
    }
    return left >= this.needed;
  }

  /** A job is about to start; one that ends in time leaves its nodes as they were. */
  pass({ nodes, gpusOn, nodeCount }: Proposal, endsInTime: boolean): void {
    for (let place = 0; place < nodeCount; place++) {
      const node = nodes[place]!;
      this.set(node, this.freeOn(node) - (endsInTime ? 0 : gpusOn[place]!));
    }
  }

  private release(job: JobIndex): void {
    const { segments } = this.pool;
    for (let at = segments.firstOf(job); at !== -1; at = segments.next[at]!) {
      const node = segments.node[at]!;
      this.set(node, this.freeOn(node) + segments.gpus[at]!);
    }
  }

  private freeOn(node: number): number {
    return this.seen[node] === this.round ? this.free[node]! : this.nodes.free[node]!;
  }

  private set(node: number, free: number): void {
    const before = this.freeOn(node);
    if (before < this.room && free >= this.room) this.count++;
    else if (before >= this.room && free < this.room) this.count--;
    this.free[node] = free;
    this.seen[node] = this.round;
  }
}
