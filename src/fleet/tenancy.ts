// Whom every node of a pool is set up for, and what each may use: internal work and rental never share a node, nor do
// customers that are kept apart.
//
//   a node set up for internal work       free GPUs in ready[internal]
//   the same, empty                       may also be turned over to any other image
//   a node on its way to internal work    GPUs that nobody has claimed in coming[internal]; it takes no work meanwhile

import { Nodes, type NodeView } from "./nodes.ts";
import type { Reclaimable } from "./reclaimable.ts";

/** Whom a node was last wiped and set up for. */
export enum Image {
  internal = 0,
  /** all of rental; where customers are kept apart the first of them, and the others come after it */
  rental = 1,
}

/** What a policy may read of the tenancy of a pool. */
export interface TenancyView {
  /** `Image` of each node */
  readonly image: Int32Array;
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
  readonly image: Int32Array;
  /** the `Image` that each node was last on its way to, or still is */
  readonly target: Int32Array;
  readonly ready: readonly Nodes[];
  readonly coming: readonly Nodes[];
  readonly readyGpus: Float64Array;
  readonly comingGpus: Float64Array;
  /** nodes that have just been emptied, and are to be wiped */
  readonly cleared: number[] = [];
  private readonly images: number;
  private readonly gpusPerNode: number;
  /** all nodes of the pool, and what a preemptor of reach r could have of each, at r − 1 */
  private readonly nodes: NodeView;
  private readonly reclaimables: readonly Reclaimable[];
  /** by reach − 1 and image: nodes that are empty, or would be if every victim left */
  private readonly emptiable: Int32Array;

  /** All nodes are empty, and set up for internal work. */
  constructor(nodes: NodeView, reclaimables: readonly Reclaimable[], images: number) {
    const { count, gpusPerNode } = nodes;
    this.nodes = nodes;
    this.reclaimables = reclaimables;
    this.images = images;
    this.gpusPerNode = gpusPerNode;
    this.image = new Int32Array(count).fill(Image.internal);
    this.target = new Int32Array(count).fill(Image.internal);
    this.ready = Array.from({ length: images }, (_, image) =>
      image === Image.internal ? new Nodes(count, gpusPerNode) : noneFree(count, gpusPerNode),
    );
    this.coming = Array.from({ length: images }, () => noneFree(count, gpusPerNode));
    this.readyGpus = new Float64Array(images);
    this.comingGpus = new Float64Array(images);
    this.readyGpus[Image.internal] = count * gpusPerNode;
    this.emptiable = new Int32Array(reclaimables.length * images);
    for (let at = Image.internal; at < this.emptiable.length; at += images) this.emptiable[at] = count;
  }

  fitLimit(image: Image): number {
    const { emptyNodes, mostFree } = this.ready[image]!;
    return emptyNodes > 0 ? emptyNodes * this.gpusPerNode : mostFree;
  }

  turnoverLimit(image: Image, reach: number): number {
    const ready = this.ready[image]!;
    const coming = this.coming[image]!;
    const whole = ready.emptyNodes + coming.emptyNodes + this.foreign(image, reach);
    return whole > 0 ? whole * this.gpusPerNode : Math.max(ready.mostFree, coming.mostFree);
  }

  /** Nodes of other images that are empty, or would be if the victims of the tiers below `reach` left. */
  private foreign(image: Image, reach: number): number {
    if (reach === 0) return this.nodes.emptyNodes - this.ready[image]!.emptyNodes;
    const own = this.emptiable[(reach - 1) * this.images + image]!;
    return this.reclaimables[reach - 1]!.emptiableNodes - own;
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
    const at = (reach - 1) * this.images + this.image[node]!;
    if (before === this.gpusPerNode) this.emptiable[at]!--;
    else if (after === this.gpusPerNode) this.emptiable[at]!++;
  }

  /** A node is on its way to an image from now on, and nothing of it is claimed. */
  expect(node: number, image: Image): void {
    this.target[node] = image;
    this.setUnclaimed(node, this.gpusPerNode);
  }

  /** A node is on its way no longer. */
  unexpect(node: number): void {
    this.setUnclaimed(node, 0);
  }

  /** GPUs of a node are claimed for the image that it is on its way to, or given up (a negative number). */
  claim(node: number, gpus: number): void {
    this.setUnclaimed(node, this.coming[this.target[node]!]!.free[node]! - gpus);
  }

  private setUnclaimed(node: number, gpus: number): void {
    const image = this.target[node]!;
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
