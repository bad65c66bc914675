// Which GPUs of which nodes each job holds: a chain of segments per job, the last placed first. Rows are reused.

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
  /** first segment of each job, or −1; indexed by job row */
  first = new Int32Array(64).fill(NONE);
  node = new Int32Array(64);
  gpus = new Int32Array(64);
  /** GPUs that a claim still expects on this node */
  wanted = new Int32Array(64);
  next = new Int32Array(64);
  private freeHead = NONE;
  private used = 0;

  /** Put a segment at the head of a job's chain. */
  add(job: number, node: number, gpus: number, wanted: number): void {
    if (job >= this.first.length)
      this.first = grown(this.first, Math.max(job + 1, this.first.length * 2), NONE);
    let segment = this.freeHead;
    if (segment !== NONE) this.freeHead = this.next[segment]!;
    else {
      if (this.used === this.node.length) this.grow();
      segment = this.used++;
    }
    this.node[segment] = node;
    this.gpus[segment] = gpus;
    this.wanted[segment] = wanted;
    this.next[segment] = this.first[job]!;
    this.first[job] = segment;
  }

  /** Take the head of a job's chain away. */
  drop(job: number): void {
    const segment = this.first[job]!;
    this.first[job] = this.next[segment]!;
    this.next[segment] = this.freeHead;
    this.freeHead = segment;
  }

  firstOf(job: number): number {
    return job < this.first.length ? this.first[job]! : NONE;
  }

  private grow(): void {
    const length = this.node.length * 2;
    this.node = grown(this.node, length);
    this.gpus = grown(this.gpus, length);
    this.wanted = grown(this.wanted, length);
    this.next = grown(this.next, length);
  }
}
