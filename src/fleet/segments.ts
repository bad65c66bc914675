// Which GPUs of which nodes each job holds: a chain of segments per job, the last placed first, and, for failures, the
// segments of each node. Rows are reused.
//
//   job   ─▶ segment (node 7, 8 GPUs) ─▶ segment (node 3, 4 GPUs)
//   node 3 ─▶ segment of job 12 ⇄ segment of job 40

import { grown } from "../kernel/column.ts";

const NONE = -1;

/** What a policy may read of the placements of jobs. */
export interface SegmentView {
  readonly node: Int32Array;
  readonly gpus: Int32Array;
  readonly next: Int32Array;
  /** first segment of a job, or −1 */
  firstOf(job: number): number;
}

export class Segments implements SegmentView {
  node = new Int32Array(64);
  gpus = new Int32Array(64);
  /** GPUs that a claim still expects on this node */
  wanted = new Int32Array(64);
  next = new Int32Array(64);
  /** row of the job that it belongs to */
  job = new Int32Array(64);
  /** first segment of each job, or −1; indexed by job row */
  private first = new Int32Array(64).fill(NONE);
  private freeHead = NONE;
  private used = 0;

  // The segments of each node, kept only where units can fail.
  private readonly firstOn: Int32Array | null;
  private nextOn = new Int32Array(64);
  private previousOn = new Int32Array(64);

  /** @param nodes number of nodes whose segments are to be listed; 0: none */
  constructor(nodes: number) {
    this.firstOn = nodes === 0 ? null : new Int32Array(nodes).fill(NONE);
  }

  /** Put a segment at the head of a job's chain. */
  add(job: number, node: number, gpus: number, wanted: number): void {
    if (job >= this.first.length) {
      this.first = grown(this.first, Math.max(job + 1, this.first.length * 2), NONE);
    }
    let segment = this.freeHead;
    if (segment !== NONE) this.freeHead = this.next[segment]!;
    else {
      if (this.used === this.node.length) this.grow();
      segment = this.used++;
    }
    this.node[segment] = node;
    this.gpus[segment] = gpus;
    this.wanted[segment] = wanted;
    this.job[segment] = job;
    this.next[segment] = this.first[job]!;
    this.first[job] = segment;
    if (this.firstOn !== null) this.linkOn(this.firstOn, segment, node);
  }

  /** Take the head of a job's chain away. */
  drop(job: number): void {
    const segment = this.first[job]!;
    this.first[job] = this.next[segment]!;
    this.next[segment] = this.freeHead;
    this.freeHead = segment;
    if (this.firstOn !== null) this.unlinkOn(this.firstOn, segment);
  }

  /** Take the empty segments of a job's chain away. */
  dropEmpty(job: number): void {
    const kept: { node: number; gpus: number }[] = [];
    while (this.first[job] !== NONE) {
      const segment = this.first[job]!;
      if (this.gpus[segment]! > 0) kept.push({ node: this.node[segment]!, gpus: this.gpus[segment]! });
      this.drop(job);
    }
    for (const { node, gpus } of kept.reverse()) this.add(job, node, gpus, 0);
  }

  /** The same GPUs of a job, on another node. */
  moveTo(segment: number, node: number): void {
    if (this.firstOn !== null) this.unlinkOn(this.firstOn, segment);
    this.node[segment] = node;
    if (this.firstOn !== null) this.linkOn(this.firstOn, segment, node);
  }

  firstOf(job: number): number {
    return job < this.first.length ? this.first[job]! : NONE;
  }

  /** The job that holds the GPU of a node with this number among the held ones (by segment, the newest first), or −1. */
  holderOf(node: number, number: number): number {
    let left = number;
    for (let segment = this.firstOn![node]!; segment !== NONE; segment = this.nextOn[segment]!) {
      left -= this.gpus[segment]!;
      if (left < 0) return this.job[segment]!;
    }
    return NONE;
  }

  /** A job on a node, or −1 when it is empty. */
  anyOn(node: number): number {
    const segment = this.firstOn![node]!;
    return segment === NONE ? NONE : this.job[segment]!;
  }

  private linkOn(firstOn: Int32Array, segment: number, node: number): void {
    const head = firstOn[node]!;
    this.nextOn[segment] = head;
    this.previousOn[segment] = NONE;
    if (head !== NONE) this.previousOn[head] = segment;
    firstOn[node] = segment;
  }

  private unlinkOn(firstOn: Int32Array, segment: number): void {
    const before = this.previousOn[segment]!;
    const after = this.nextOn[segment]!;
    if (before === NONE) firstOn[this.node[segment]!] = after;
    else this.nextOn[before] = after;
    if (after !== NONE) this.previousOn[after] = before;
  }

  private grow(): void {
    const length = this.node.length * 2;
    this.node = grown(this.node, length);
    this.gpus = grown(this.gpus, length);
    this.wanted = grown(this.wanted, length);
    this.next = grown(this.next, length);
    this.job = grown(this.job, length);
    this.nextOn = grown(this.nextOn, length);
    this.previousOn = grown(this.previousOn, length);
  }
}
