// A pool whose GPUs are divided into slices: a job of less than a GPU has some slices of one GPU, any other whole GPUs. It is a
// pool one level deeper, and counts slices where others count GPUs. What a node is elsewhere to a job that must have all its
// GPUs on one, a GPU is here to a job that must have all its slices on one; and what a domain is elsewhere, a node is here.
//
//                 domains     nodes     held by count     `nodes.free`          `domains.byEmptyNodes.free`
//   elsewhere     domain ──▶  node ──▶  GPU               free GPUs of a node   empty nodes of a domain
//   here          node   ──▶  GPU  ──▶  slice             free slices of a GPU  GPUs of a node that nobody holds
//
// So placements, claims, preemption and the accounts are those of any pool. Only what fits is another question.

import type { JobIndex, JobTable } from "../workload/job-table.ts";
import type { DomainView } from "./domains.ts";
import { Pool } from "./pool.ts";
import type { PoolLayout } from "./pool-layout.ts";

/** What a divided pool is made of. */
type DividedLayout = Omit<
  PoolLayout,
  "shape" | "absent" | "fails" | "nodesPerDomain" | "apart" | "resells"
> & {
  readonly slicesPerGpu: number;
};

export class DividedPool extends Pool {
  private readonly gpusOfNode: number;

  constructor({ nodes, gpusPerNode, slicesPerGpu, ...layout }: DividedLayout, jobs: JobTable) {
    const level = { nodes: nodes * gpusPerNode, gpusPerNode: slicesPerGpu, nodesPerDomain: gpusPerNode };
    super({ ...layout, ...level, shape: "slices", fails: false, apart: false, resells: false }, jobs);
    this.gpusOfNode = gpusPerNode;
  }

  override get emptyNodes(): number {
    return this.domains!.byEmptyNodes.emptyNodes;
  }

  /** Slices of the largest job that can be placed now; every smaller one fits too. */
  override get fitLimit(): number {
    return this.largest(this.domains!, super.fitLimit);
  }

  override reclaimLimit(reach: number): number {
    return reach === 0 ? this.fitLimit : this.largest(this.reclaimDomains(reach)!, super.reclaimLimit(reach));
  }

  /** Indices of the nodes, not of the GPUs. */
  override nodesOf(job: JobIndex): number[] {
    return [...new Set(super.nodesOf(job).map((gpu) => Math.floor(gpu / this.gpusOfNode)))];
  }

  /**
   * Whole nodes, else the GPUs of one node, else the slices of one GPU.
   * @param anywhere the largest job if whole GPUs could be of any nodes
   */
  private largest({ byEmptyNodes }: DomainView, anywhere: number): number {
    const { emptyNodes, mostFree } = byEmptyNodes;
    if (mostFree === 0) return anywhere;
    return (emptyNodes > 0 ? emptyNodes * this.gpusOfNode : mostFree) * this.gpusPerNode;
  }
}
