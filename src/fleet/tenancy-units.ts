// The units of a pool that change hands whole: single nodes, or domains of consecutive nodes. All nodes of a unit have one
// image. A unit is *to be had* when nobody stands on any of its nodes but such as may be sent away, and it brings the nodes
// that are in service:
//
//   in service: empty or held by victims   counted in `serving` and `emptiable`
//   in service: held by others             counted in `serving` alone: the unit is not to be had
//   out of service, still held: it drains  counted in `heldOut`: nor is it then
//   out of service, held by nobody         not counted: the unit changes hands without it

import { IndexSet } from "../kernel/index-set.ts";
import { Standing } from "./standing.ts";

/** What a policy may read of the units of a pool. */
export interface TenancyUnitsView {
  readonly nodesPerUnit: number;
  /** by node: 1 if it is in service */
  readonly serves: Uint8Array;
  /** the lowest unit ≥ `from` that brings nodes and on which nobody stands, or −1 */
  nextEmpty(from: number): number;
  /** nodes that somebody would have to leave before a unit could be had; Infinity if that would not suffice */
  occupied(unit: number): number;
}

export class TenancyUnits implements TenancyUnitsView {
  readonly nodesPerUnit: number;
  readonly count: number;
  readonly serves: Uint8Array;
  /** `Standing` of a unit as a whole: in service, vacating or turning */
  readonly phase: Uint8Array;
  /** units to be turned over that the last has just left: they are to be wiped */
  readonly cleared: number[] = [];
  private readonly nodes: number;
  private readonly images: number;
  private readonly reaches: number;
  /** by node: 1 if somebody holds GPUs of it */
  private readonly held: Uint8Array;
  /** by unit */
  private readonly serving: Int32Array;
  private readonly heldOut: Int32Array;
  private readonly image: Int32Array;
  /** by reach and unit: nodes in service that are empty, or would be if the victims in reach left */
  private readonly emptiable: Int32Array;
  /** the same: nodes that a unit to be had would bring, else 0 */
  private readonly brings: Int32Array;
  /** these summed up, by reach, and by reach and image */
  private readonly all: Int32Array;
  private readonly byImage: Int32Array;
  private readonly empty: IndexSet;

  /** All nodes are empty, in service, and of image 0. */
  constructor(nodes: number, nodesPerUnit: number, reaches: number, images: number) {
    this.nodes = nodes;
    this.nodesPerUnit = nodesPerUnit;
    this.reaches = reaches;
    this.images = images;
    this.count = Math.ceil(nodes / nodesPerUnit);
    this.serves = new Uint8Array(nodes).fill(1);
    this.held = new Uint8Array(nodes);
    this.phase = new Uint8Array(this.count);
    this.serving = Int32Array.from(
      { length: this.count },
      (_, unit) => this.endOf(unit) - this.firstOf(unit),
    );
    this.heldOut = new Int32Array(this.count);
    this.image = new Int32Array(this.count);
    this.emptiable = new Int32Array(reaches * this.count);
    this.brings = new Int32Array(reaches * this.count);
    this.all = new Int32Array(reaches);
    this.byImage = new Int32Array(reaches * images);
    this.empty = new IndexSet(this.count);
    for (let reach = 0; reach < reaches; reach++) this.emptiable.set(this.serving, reach * this.count);
    for (let unit = 0; unit < this.count; unit++) this.weigh(unit);
  }

  unitOf(node: number): number {
    return Math.floor(node / this.nodesPerUnit);
  }

  firstOf(unit: number): number {
    return unit * this.nodesPerUnit;
  }

  /** The first node after a unit; the last one may have fewer nodes. */
  endOf(unit: number): number {
    return Math.min(this.nodes, (unit + 1) * this.nodesPerUnit);
  }

  nextEmpty(from: number): number {
    return this.empty.next(from);
  }

  occupied(unit: number): number {
    if (this.heldOut[unit] !== 0) return Infinity;
    return this.serving[unit]! - this.emptiable[unit]!;
  }

  /** Whether nobody stands on any node of a unit that is being turned over. */
  isCleared(unit: number): boolean {
    return this.phase[unit] === Standing.vacating && this.heldOut[unit] === 0;
  }

  /** Nodes of units of other images that are to be had if the victims of the tiers below `reach` left. */
  foreign(image: number, reach: number): number {
    return this.all[reach]! - this.byImage[reach * this.images + image]!;
  }

  /** A unit has another image from now on; none of its nodes is in service. */
  setImage(unit: number, image: number): void {
    this.image[unit] = image;
  }

  /** A node goes out of service, or comes back. */
  serve(node: number, serves: boolean): void {
    if ((this.serves[node] === 1) === serves) return;
    const unit = this.unitOf(node);
    this.serves[node] = serves ? 1 : 0;
    this.serving[unit]! += serves ? 1 : -1;
    if (this.held[node] === 1) this.heldOut[unit]! += serves ? -1 : 1;
    this.weigh(unit);
  }

  /** Somebody holds GPUs of a node, or nobody any longer. */
  hold(node: number, held: boolean): void {
    if ((this.held[node] === 1) === held) return;
    this.held[node] = held ? 1 : 0;
    if (this.serves[node] === 1) return;
    const unit = this.unitOf(node);
    this.heldOut[unit]! += held ? 1 : -1;
    this.weigh(unit);
    if (this.isCleared(unit)) this.cleared.push(unit);
  }

  /** One more of the nodes in service (1), or one less (−1), is empty or would be if the victims in reach left. */
  countEmptiable(node: number, reach: number, by: number): void {
    const unit = this.unitOf(node);
    this.emptiable[reach * this.count + unit]! += by;
    this.weigh(unit);
  }

  /** Sum up anew what a unit would bring. */
  private weigh(unit: number): void {
    const serving = this.serving[unit]!;
    const kept = this.heldOut[unit] !== 0;
    for (let reach = 0; reach < this.reaches; reach++) {
      const at = reach * this.count + unit;
      const brings = !kept && this.emptiable[at] === serving ? serving : 0;
      const by = brings - this.brings[at]!;
      if (by === 0) continue;
      this.brings[at] = brings;
      this.all[reach]! += by;
      this.byImage[reach * this.images + this.image[unit]!]! += by;
      if (reach > 0) continue;
      if (brings > 0) this.empty.add(unit);
      else this.empty.remove(unit);
    }
  }
}
