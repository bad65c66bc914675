// What a reallocation has given away of one pool, on paper. Two sums are kept: what the jobs served so far have *left*,
// as if the runs that come later in the order held nothing, and what is *spare*: the same less what these still hold.
// A job is placed on what is spare if it can be, so that no run is disturbed without need.

import type { PoolView } from "../../fleet/pool-view.ts";
import { JobWhole } from "../../workload/job-row.ts";
import type { JobIndex, JobTable } from "../../workload/job-table.ts";
import { type NodeSketch, type Placement, type Proposal, ProposalKind } from "../contract.ts";
import { placeGang } from "../placement/gang.ts";

export interface Sheet {
  /** Begin with the pool as it is. */
  begin(): void;
  /** A run that may be preempted, or that leaves on notice: its GPUs are to be given away anew. */
  open(job: JobIndex): void;
  /** Let a run have its GPUs if none of them has been given away; else what it holds becomes spare, and false. */
  keep(job: JobIndex): boolean;
  /** Place a job, on what is spare or on all that is left, so that `kept` GPUs are left after it; false: no room. */
  place(gpus: number, kept: number, onSpare: boolean, proposal: Proposal): boolean;
}

/** GPUs by count, wherever they are. */
export class CountSheet implements Sheet {
  private readonly pool: PoolView;
  private readonly jobs: JobTable;
  private left = 0;
  private spare = 0;

  constructor(pool: PoolView, jobs: JobTable) {
    this.pool = pool;
    this.jobs = jobs;
  }

  begin(): void {
    this.left = this.pool.free;
    this.spare = this.left;
  }

  open(job: JobIndex): void {
    this.left += this.jobs.whole[job + JobWhole.gpus]!;
  }

  keep(job: JobIndex): boolean {
    const gpus = this.jobs.whole[job + JobWhole.gpus]!;
    if (gpus > this.left) {
      this.spare += gpus;
      return false;
    }
    this.left -= gpus;
    return true;
  }

  place(gpus: number, kept: number, onSpare: boolean): boolean {
    if (gpus > this.left - kept || (onSpare && gpus > this.spare)) return false;
    this.left -= gpus;
    this.spare -= gpus;
    return true;
  }
}

/** GPUs node by node, for gangs on one node or on whole nodes. */
export class NodeSheet implements Sheet {
  private readonly pool: PoolView;
  private readonly jobs: JobTable;
  private readonly placement: Placement;
  private readonly left: NodeSketch;
  private readonly spare: NodeSketch;
  /** what is spare on each node; below 0 where later runs hold what has been given away */
  private readonly spareOn: Int32Array;
  private gpusLeft = 0;

  /** @param sketch makes a sketch of the pool's nodes */
  constructor(pool: PoolView, jobs: JobTable, placement: Placement, sketch: () => NodeSketch) {
    this.pool = pool;
    this.jobs = jobs;
    this.placement = placement;
    this.left = sketch();
    this.spare = sketch();
    this.spareOn = new Int32Array(this.left.count);
  }

  begin(): void {
    const { free, count } = this.pool.nodes!;
    this.gpusLeft = this.pool.free;
    for (let node = 0; node < count; node++) {
      this.setLeft(node, free[node]!);
      this.addSpare(node, free[node]! - this.spareOn[node]!);
    }
  }

  open(job: JobIndex): void {
    const { segments } = this.pool;
    this.gpusLeft += this.jobs.whole[job + JobWhole.gpus]!;
    for (let at = segments.firstOf(job); at !== -1; at = segments.next[at]!) {
      const node = segments.node[at]!;
      this.setLeft(node, this.left.free[node]! + segments.gpus[at]!);
    }
  }

  keep(job: JobIndex): boolean {
    const { segments } = this.pool;
    let whole = true;
    for (let at = segments.firstOf(job); at !== -1; at = segments.next[at]!) {
      if (segments.gpus[at]! > this.left.free[segments.node[at]!]!) whole = false;
    }
    for (let at = segments.firstOf(job); at !== -1; at = segments.next[at]!) {
      const node = segments.node[at]!;
      if (whole) this.setLeft(node, this.left.free[node]! - segments.gpus[at]!);
      else this.addSpare(node, segments.gpus[at]!);
    }
    if (whole) this.gpusLeft -= this.jobs.whole[job + JobWhole.gpus]!;
    return whole;
  }

  place(gpus: number, kept: number, onSpare: boolean, proposal: Proposal): boolean {
    const nodes = onSpare ? this.spare : this.left;
    const size = nodes.gpusPerNode;
    const fits = nodes.emptyNodes > 0 ? nodes.emptyNodes * size : nodes.mostFree;
    if (gpus > fits || gpus > this.gpusLeft - kept) return false;
    proposal.reset(ProposalKind.start, proposal.job, proposal.pool, gpus);
    placeGang(this.placement, { nodes, shape: "whole-nodes", domains: null }, gpus, "none", proposal);
    this.gpusLeft -= gpus;
    for (let place = 0; place < proposal.nodeCount; place++) {
      const node = proposal.nodes[place]!;
      this.setLeft(node, this.left.free[node]! - proposal.gpusOn[place]!);
      this.addSpare(node, -proposal.gpusOn[place]!);
    }
    return true;
  }

  private setLeft(node: number, free: number): void {
    if (this.left.free[node] !== free) this.left.setFree(node, free);
  }

  private addSpare(node: number, gpus: number): void {
    this.spareOn[node]! += gpus;
    const free = Math.max(0, this.spareOn[node]!);
    if (this.spare.free[node] !== free) this.spare.setFree(node, free);
  }
}
