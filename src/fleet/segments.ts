// Which GPUs of which nodes each job holds: a chain of segments per job, the last placed first, and, for failures, the
// segments of each node. Rows are reused.
//
//   job   ─▶ segment (node 7, 8 GPUs) ─▶ segment (node 3, 4 GPUs)
//   node 3 ─▶ segment of job 12 ⇄ segment of job 40

import { wholeColumn, wholeRows } from "../kernel/rows.ts";
import { JobWhole } from "../workload/job-row.ts";
import type { JobIndex, JobTable } from "../workload/job-table.ts";

const NONE = -1;
/** Numbers of a segment: half a cache line. */
const STRIDE = 8;

/** What a policy may read of the placements of jobs. */
export interface SegmentView {
  readonly node: Int32Array;
  readonly gpus: Int32Array;
  readonly next: Int32Array;
  /** first segment of a job, or −1 */
  firstOf(job: JobIndex): number;
}

export class Segments implements SegmentView {
  node!: Int32Array;
  gpus!: Int32Array;
  /** GPUs that a claim still expects on this node */
  wanted!: Int32Array;
  next!: Int32Array;
  /** row of the job that it belongs to */
  job!: Int32Array;
  /** row of the customer whose unused GPUs these are, or −1 */
  host!: Int32Array;
  private readonly jobs: JobTable;
  private whole: Int32Array | null = null;
  private capacity = 0;
  private freeHead = NONE;
  private used = 0;

  // The segments of each node, kept only where units can fail.
  private readonly firstOn: Int32Array | null;
  private nextOn!: Int32Array;
  private previousOn!: Int32Array;

  /** @param nodes number of nodes whose segments are to be listed; 0: none */
  constructor(jobs: JobTable, nodes: number) {
    this.jobs = jobs;
    this.firstOn = nodes === 0 ? null : new Int32Array(nodes).fill(NONE);
    this.lay(64);
  }

  /** Put a segment at the head of a job's chain. */
  add(job: JobIndex, node: number, gpus: number, wanted: number): void {
    let segment = this.freeHead;
    if (segment !== NONE) this.freeHead = this.next[segment]!;
    else {
      if (this.used === this.capacity) this.lay(2 * this.capacity);
      segment = this.used++ * STRIDE;
    }
    this.node[segment] = node;
    this.gpus[segment] = gpus;
    this.wanted[segment] = wanted;
    this.job[segment] = job;
    this.host[segment] = NONE;
    this.next[segment] = this.jobs.whole[job + JobWhole.segment]!;
    this.jobs.whole[job + JobWhole.segment] = segment;
    if (this.firstOn !== null) this.linkOn(this.firstOn, segment, node);
  }

  /** Take the head of a job's chain away. */
  drop(job: JobIndex): void {
    const segment = this.jobs.whole[job + JobWhole.segment]!;
    this.jobs.whole[job + JobWhole.segment] = this.next[segment]!;
    this.next[segment] = this.freeHead;
    this.freeHead = segment;
    if (this.firstOn !== null) this.unlinkOn(this.firstOn, segment);
  }

  /** Take the empty segments of a job's chain away. */
  dropEmpty(job: JobIndex): void {
    const kept: { node: number; gpus: number }[] = [];
    for (let segment = this.firstOf(job); segment !== NONE; segment = this.firstOf(job)) {
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

  /** A guest gets GPUs of a segment. */
  lend(segment: number, guest: JobIndex, gpus: number): void {
    const host = this.job[segment]!;
    this.gpus[segment]! -= gpus;
    this.add(guest, this.node[segment]!, gpus, 0);
    this.host[this.firstOf(guest)] = host;
  }

  /** The GPUs of a segment go back to the customer whose they are; returns how many. */
  giveBack(segment: number): number {
    const gpus = this.gpus[segment]!;
    let own = this.firstOn![this.node[segment]!]!;
    while (this.job[own] !== this.host[segment]) own = this.nextOn[own]!;
    this.gpus[own]! += gpus;
    this.gpus[segment] = 0;
    this.host[segment] = NONE;
    return gpus;
  }

  firstOf(job: JobIndex): number {
    return this.jobs.whole[job + JobWhole.segment]!;
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

  /** The jobs on a node, one that stands there twice named twice. For the cold paths. */
  jobsOn(node: number): number[] {
    return this.on(node).map((segment) => this.job[segment]!);
  }

  /** The segments of a node, the newest first. For the cold paths. */
  on(node: number): number[] {
    const segments: number[] = [];
    for (let segment = this.firstOn![node]!; segment !== NONE; segment = this.nextOn[segment]!)
      segments.push(segment);
    return segments;
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

  private lay(capacity: number): void {
    const whole = wholeRows(capacity, STRIDE, this.whole);
    this.whole = whole;
    this.capacity = capacity;
    this.node = wholeColumn(whole, 0);
    this.gpus = wholeColumn(whole, 1);
    this.next = wholeColumn(whole, 2);
    this.job = wholeColumn(whole, 3);
    this.wanted = wholeColumn(whole, 4);
    this.nextOn = wholeColumn(whole, 5);
    this.previousOn = wholeColumn(whole, 6);
    this.host = wholeColumn(whole, 7);
  }
}
