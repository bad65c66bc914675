// Which side every node of a pool is set up for, and what each side may use: internal work and rental never share a node.
//
//   a node set up for internal work       free GPUs in ready[internal]
//   the same, empty                       may also be turned over to rental
//   a node on its way to internal work    GPUs that nobody has claimed in coming[internal]; it takes no work meanwhile

import type { Side } from "../workload/plan.ts";
import { Nodes, type NodeView } from "./nodes.ts";

/** The side that a node was last wiped and set up for. */
export enum Image {
  internal = 0,
  rental = 1,
}
const IMAGES = 2;

/** The image that the jobs of a side need. */
export function imageOf(side: Side): Image {
  return side === "internal" ? Image.internal : Image.rental;
}

/** What a policy may read of the tenancy of a pool. */
export interface TenancyView {
  /** by image: nodes and their free GPUs; nodes of the other image have none */
  readonly ready: readonly NodeView[];
  /** by image: nodes that are emptied or wiped for it, and their GPUs that nobody has claimed; others have none */
  readonly coming: readonly NodeView[];
  /** by image: the same, summed up */
  readonly readyGpus: Float64Array;
  readonly comingGpus: Float64Array;
  /** the largest job that can start now on nodes of an image */
  fitLimit(image: Image): number;
  /** the largest job that nodes would suffice for that have the image or may be given it, if the victims of the tiers below `reach` left */
  turnoverLimit(image: Image, reach: number): number;
}

export class Tenancy implements TenancyView {
  /** `Image` of each node */
  readonly image: Uint8Array;
  readonly ready: readonly Nodes[];
  readonly coming: readonly Nodes[];
  readonly readyGpus = new Float64Array(IMAGES);
  readonly comingGpus = new Float64Array(IMAGES);
  /** nodes that have just been emptied, and are to be wiped */
  readonly cleared: number[] = [];
  private readonly gpusPerNode: number;
  /** by reach − 1 and image: nodes that are empty, or would be if every victim left */
  private readonly emptiable: Int32Array;

  /** All nodes are empty, and set up for internal work. */
  constructor(nodes: number, gpusPerNode: number, tiers: number) {
    this.gpusPerNode = gpusPerNode;
    this.image = new Uint8Array(nodes).fill(Image.internal);
    this.ready = [new Nodes(nodes, gpusPerNode), noneFree(nodes, gpusPerNode)];
    this.coming = [noneFree(nodes, gpusPerNode), noneFree(nodes, gpusPerNode)];
    this.readyGpus[Image.internal] = nodes * gpusPerNode;
    this.emptiable = new Int32Array(tiers * IMAGES);
    for (let tier = 0; tier < tiers; tier++) this.emptiable[tier * IMAGES + Image.internal] = nodes;
  }

  fitLimit(image: Image): number {
    const { emptyNodes, mostFree } = this.ready[image]!;
    return emptyNodes > 0 ? emptyNodes * this.gpusPerNode : mostFree;
  }

  turnoverLimit(image: Image, reach: number): number {
    const ready = this.ready[image]!;
    const coming = this.coming[image]!;
    const other = 1 - image;
    const foreign =
      reach === 0 ? this.ready[other]!.emptyNodes : this.emptiable[(reach - 1) * IMAGES + other]!;
    const whole = ready.emptyNodes + coming.emptyNodes + foreign;
    return whole > 0 ? whole * this.gpusPerNode : Math.max(ready.mostFree, coming.mostFree);
  }

  /** A node has so many free GPUs. */
  setFree(node: number, free: number): void {
    const image = this.image[node]!;
    const ready = this.ready[image]!;
    this.readyGpus[image]! += free - ready.free[node]!;
    ready.setFree(node, free);
  }

  /** What a preemptor of some reach could have of a node has changed. */
  countEmptiable(reach: number, node: number, before: number, after: number): void {
    const at = (reach - 1) * IMAGES + this.image[node]!;
    if (before === this.gpusPerNode) this.emptiable[at]!--;
    else if (after === this.gpusPerNode) this.emptiable[at]!++;
  }

  /** A node is on its way to an image, and nothing of it is claimed; or it no longer is. */
  setComing(node: number, image: Image, isComing: boolean): void {
    this.setUnclaimed(node, image, isComing ? this.gpusPerNode : 0);
  }

  /** Jobs of an image claim GPUs of a node on its way to it, or give them up (a negative number). */
  claim(node: number, image: Image, gpus: number): void {
    this.setUnclaimed(node, image, this.coming[image]!.free[node]! - gpus);
  }

  private setUnclaimed(node: number, image: Image, gpus: number): void {
    const coming = this.coming[image]!;
    this.comingGpus[image]! += gpus - coming.free[node]!;
    coming.setFree(node, gpus);
  }
}

function noneFree(count: number, gpusPerNode: number): Nodes {
  const nodes = new Nodes(count, gpusPerNode);
  for (let node = 0; node < count; node++) nodes.setFree(node, 0);
  return nodes;
}
