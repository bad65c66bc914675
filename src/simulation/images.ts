// Who may share a node with whom, as the images that nodes can have: internal work has one, and rental one more, or where
// customers are kept apart one for each of them. A customer is a group of rental: one that its requests name, else the product.

import { Image } from "../fleet/tenancy.ts";
import { groupsOf } from "../workload/groups.ts";
import type { Side } from "../workload/plan.ts";
import type { Groups } from "./groups.ts";
import type { Model } from "./model.ts";

export class Images {
  /** 0 where whoever comes may share a node */
  readonly count: number;
  /** whether the groups of rental have images of their own */
  readonly byGroup: boolean;
  /** by group: the image of its requests */
  private readonly ofGroup: Int32Array;

  constructor({ fleet: { tenancy }, sources }: Pick<Model, "fleet" | "sources">, groups: Groups) {
    this.byGroup = tenancy?.customers === "apart";
    const rental = sources.filter(({ side }) => side === "rental");
    const customers = this.byGroup ? [...new Set(rental.flatMap(groupsOf))] : [];
    const places = new Map(customers.map((name, place) => [name, place]));
    this.ofGroup = Int32Array.from(groups.names, (name) => Image.rental + (places.get(name) ?? 0));
    this.count = tenancy === null ? 0 : Image.rental + Math.max(1, customers.length);
  }

  /** The image of the nodes that jobs of a side and group need. */
  of(side: Side, group: number): Image {
    return side === "internal" ? Image.internal : this.ofGroup[group]!;
  }
}
