// Whom every node of a pool is set up for, and what each may use: internal work and rental never share a node, nor do
// customers that are kept apart.
//
//   a node set up for internal work       free GPUs in ready[internal]
//   the same, and all of its unit empty   may also be turned over to any other image, the unit as a whole
//   a node on its way to internal work    GPUs that nobody has claimed in coming[internal]; it takes no work meanwhile

import { Nodes, type NodeView } from "./nodes.ts";
import { Standing } from "./standing.ts";
import { TenancyUnits, type TenancyUnitsView } from "./tenancy-units.ts";

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
  /** the nodes that change hands together */
  readonly units: TenancyUnitsView;
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
  readonly units: TenancyUnits;
  private readonly gpusPerNode: number;

  /**
   * All nodes are empty, and set up for internal work.
   * @param nodesPerUnit consecutive nodes that change hands together
   * @param tiers tiers of victims that the policy tells apart
   */
  constructor({ count, gpusPerNode }: NodeView, nodesPerUnit: number, tiers: number, images: number) {
    this.gpusPerNode = gpusPerNode;
    this.units = new TenancyUnits(count, nodesPerUnit, tiers + 1, images);
    this.image = new Int32Array(count).fill(Image.internal);
    this.target = new Int32Array(count).fill(Image.internal);
    this.ready = Array.from({ length: images }, (_, image) =>
      image === Image.internal ? new Nodes(count, gpusPerNode) : noneFree(count, gpusPerNode),
    );
    this.coming = Array.from({ length: images }, () => noneFree(count, gpusPerNode));
    this.readyGpus = new Float64Array(images);
    this.comingGpus = new Float64Array(images);
    this.readyGpus[Image.internal] = count * gpusPerNode;
  }

  fitLimit(image: Image): number {
    const { emptyNodes, mostFree } = this.ready[image]!;
    return emptyNodes > 0 ? emptyNodes * this.gpusPerNode : mostFree;
  }

  turnoverLimit(image: Image, reach: number): number {
    const ready = this.ready[image]!;
    const coming = this.coming[image]!;
    const whole = ready.emptyNodes + coming.emptyNodes + this.units.foreign(image, reach);
    return whole > 0 ? whole * this.gpusPerNode : Math.max(ready.mostFree, coming.mostFree);
  }

  /** A node has so many free GPUs, and so many that nobody holds or may have. */
  setFree(node: number, free: number, withdrawn: number): void {
    const image = this.image[node]!;
    const ready = this.ready[image]!;
    const before = ready.free[node]!;
    this.readyGpus[image]! += free - before;
    ready.setFree(node, free);
    this.countEmptiable(0, node, before, free);
    this.units.hold(node, free + withdrawn < this.gpusPerNode);
  }

  /** What a preemptor of some reach could have of a node has changed. */
  countEmptiable(reach: number, node: number, before: number, after: number): void {
    if (before === this.gpusPerNode) this.units.countEmptiable(node, reach, -1);
    else if (after === this.gpusPerNode) this.units.countEmptiable(node, reach, 1);
  }

  /** A unit is to be emptied and wiped for an image from now on: say so before its nodes go out of service. */
  aim(unit: number, image: Image): void {
    const { units } = this;
    units.phase[unit] = Standing.vacating;
    this.target.fill(image, units.firstOf(unit), units.endOf(unit));
  }

  /** A unit has the image that it was on its way to: say so before its nodes are in service. */
  arrive(unit: number): void {
    const { units } = this;
    const first = units.firstOf(unit);
    const image = this.target[first]!;
    units.phase[unit] = Standing.inService;
    units.setImage(unit, image);
    this.image.fill(image, first, units.endOf(unit));
  }

  /** The standing of a node that is to serve: with the others of its unit it is on its way while that is turned over. */
  standingOnEntry(node: number): Standing {
    const phase: Standing = this.units.phase[this.units.unitOf(node)]!;
    if (phase !== Standing.inService) this.expect(node);
    return phase;
  }

  /** A node is on its way with its unit from now on, and nothing of it is claimed. */
  expect(node: number): void {
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
