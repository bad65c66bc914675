// The GPUs of one pool by who holds them. installed = free + held (by internal work, firm rental, preemptible rental,
// claims) + down, at every instant; the counts per node, where a placement needs them, say the same.

import { assert } from "../kernel/assert.ts";
import type { JobIndex } from "../workload/job-table.ts";
import { NO_JOB } from "../workload/job-table.ts";
import type { NodeView } from "./nodes.ts";
import { Nodes } from "./nodes.ts";
import type { PoolPlan } from "./plan.ts";
import { installedGpus } from "./plan.ts";
import type { SegmentView } from "./segments.ts";
import { Segments } from "./segments.ts";

/** In whose hands a GPU is. */
export const Holding = {
  internal: 0,
  /** rental that keeps its GPUs, or whose notice runs */
  firm: 1,
  /** rental that internal work may preempt */
  preemptible: 2,
  /** kept for a preemptor until the last notice has run */
  claimed: 3,
} as const;
export type HoldingKind = (typeof Holding)[keyof typeof Holding];

/** How jobs take GPUs of a node: counts only; a job on one node or on whole nodes; one-GPU workers wherever there is room. */
export type Shape = "counts" | "whole-nodes" | "spread";

/** What a policy may read of a pool. */
export type PoolView = Readonly<
  Pick<
    Pool,
    | "name"
    | "installed"
    | "gpusPerNode"
    | "shape"
    | "free"
    | "reclaimable"
    | "fitLimit"
    | "reclaimLimit"
    | "youngest"
  >
> & { readonly nodes: NodeView | null; readonly segments: SegmentView };

export class Pool {
  readonly name: string;
  readonly installed: number;
  readonly gpusPerNode: number;
  readonly shape: Shape;
  /** null when only counts matter */
  readonly nodes: Nodes | null;
  readonly segments = new Segments();
  free: number;
  down = 0;
  /** GPUs by `Holding` */
  readonly held = new Float64Array(4);
  /** the preemptible job that started last; the others hang on it in the order of their starts */
  youngest: JobIndex = NO_JOB;
  /** GPUs that waiting jobs ask of this pool */
  waiting = 0;

  constructor(plan: PoolPlan, shape: Shape) {
    this.name = plan.name;
    this.installed = installedGpus(plan);
    this.gpusPerNode = plan.gpusPerNode;
    this.shape = shape;
    this.nodes = shape === "counts" ? null : new Nodes(plan.nodes, plan.gpusPerNode);
    this.free = this.installed;
  }

  /** GPUs free or held by preemptible rental. */
  get reclaimable(): number {
    return this.free + this.held[Holding.preemptible]!;
  }

  /** The largest job that can be placed now; every smaller one fits too. */
  get fitLimit(): number {
    const { nodes } = this;
    if (nodes === null || this.shape === "spread") return this.free;
    return nodes.emptyNodes > 0 ? nodes.emptyNodes * nodes.gpusPerNode : nodes.mostFree;
  }

  /** The largest job that could be placed if all preemptible rental left. */
  get reclaimLimit(): number {
    const { nodes } = this;
    if (nodes === null || this.shape === "spread") return this.reclaimable;
    return nodes.emptiableNodes > 0 ? nodes.emptiableNodes * nodes.gpusPerNode : nodes.mostReclaimable;
  }

  /**
   * Give free GPUs to a job; on `node` unless only counts matter.
   * @param wanted GPUs that a claim still expects on this node
   */
  take(job: JobIndex, node: number, gpus: number, holding: HoldingKind, wanted = 0): void {
    this.free -= gpus;
    this.held[holding]! += gpus;
    const { nodes } = this;
    if (nodes === null) return;
    const free = nodes.free[node]! - gpus;
    assert(free >= 0, `node ${node} of pool ${this.name} would have ${free} free GPUs`);
    this.segments.add(job, node, gpus, wanted);
    if (gpus === 0) return;
    nodes.setFree(node, free);
    if (holding !== Holding.preemptible) nodes.setReclaimable(node, nodes.reclaimable[node]! - gpus);
  }

  /** Take all GPUs of a job back. */
  release(job: JobIndex, gpus: number, holding: HoldingKind): void {
    this.free += gpus;
    this.held[holding]! -= gpus;
    if (this.nodes === null) return;
    const { segments } = this;
    for (let segment = segments.firstOf(job); segment !== -1; segment = segments.firstOf(job)) {
      this.vacate(segments.node[segment]!, segments.gpus[segment]!, holding);
      segments.drop(job);
    }
  }

  /** Take some GPUs of a job back, the last placed first. */
  shrink(job: JobIndex, gpus: number, holding: HoldingKind): void {
    this.free += gpus;
    this.held[holding]! -= gpus;
    if (this.nodes === null) return;
    const { segments } = this;
    for (let left = gpus; left > 0; ) {
      const segment = segments.firstOf(job);
      const some = Math.min(left, segments.gpus[segment]!);
      this.vacate(segments.node[segment]!, some, holding);
      left -= some;
      segments.gpus[segment]! -= some;
      if (segments.gpus[segment] === 0) segments.drop(job);
    }
  }

  /** The same GPUs change hands: a notice is given, a claim is made good. */
  convert(job: JobIndex, gpus: number, from: HoldingKind, to: HoldingKind): void {
    this.held[from]! -= gpus;
    this.held[to]! += gpus;
    const { nodes, segments } = this;
    const change = (to === Holding.preemptible ? 1 : 0) - (from === Holding.preemptible ? 1 : 0);
    if (nodes === null || change === 0) return;
    for (let segment = segments.firstOf(job); segment !== -1; segment = segments.next[segment]!) {
      const node = segments.node[segment]!;
      nodes.setReclaimable(node, nodes.reclaimable[node]! + change * segments.gpus[segment]!);
    }
  }

  /** Move to a claim what it wants of the GPUs that have just come free; returns how many it took. */
  fillClaim(claimant: JobIndex, wanted: number): number {
    const { nodes, segments } = this;
    if (nodes === null) {
      const taken = Math.min(wanted, this.free);
      this.free -= taken;
      this.held[Holding.claimed]! += taken;
      return taken;
    }
    let taken = 0;
    for (let segment = segments.firstOf(claimant); segment !== -1; segment = segments.next[segment]!) {
      const node = segments.node[segment]!;
      const some = Math.min(segments.wanted[segment]!, nodes.free[node]!);
      if (some === 0) continue;
      segments.gpus[segment]! += some;
      segments.wanted[segment]! -= some;
      nodes.setFree(node, nodes.free[node]! - some);
      nodes.setReclaimable(node, nodes.reclaimable[node]! - some);
      taken += some;
    }
    this.free -= taken;
    this.held[Holding.claimed]! += taken;
    return taken;
  }

  /** Node indices that a job holds, in ascending order. */
  nodesOf(job: JobIndex): number[] {
    const { segments } = this;
    const held = new Set<number>();
    for (let segment = segments.firstOf(job); segment !== -1; segment = segments.next[segment]!) {
      held.add(segments.node[segment]!);
    }
    return [...held].sort((a, b) => a - b);
  }

  private vacate(node: number, gpus: number, holding: HoldingKind): void {
    if (gpus === 0) return;
    const nodes = this.nodes!;
    nodes.setFree(node, nodes.free[node]! + gpus);
    if (holding !== Holding.preemptible) nodes.setReclaimable(node, nodes.reclaimable[node]! + gpus);
  }
}
