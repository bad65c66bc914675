// Ordered sets of numbered members that know the weight and the least value of any prefix: treaps (Aragon and Seidel 1989),
// binary trees by key that are at the same time heaps by a scrambled number of the member, and so balanced.
//
//                   key 5                    every member holds, of all that hang below it and of itself,
//                 /       \                    the total weight and the least value
//            key 2         key 9
//
// Several trees share one store, for as long as no member is in two of them.

import { realRows, wholeRows } from "./rows.ts";

/** No member. */
export const NO_MEMBER = -1;
/** Numbers of a member in either buffer: half a cache line and a quarter of one. */
const STRIDE = 4;

enum Real {
  key = 0,
  /** decides between equal keys */
  tie = 1,
  value = 2,
  /** least value of its part of the tree */
  least = 3,
}

enum Whole {
  left = 0,
  right = 1,
  weight = 2,
  /** weight of its part of the tree */
  total = 3,
}

/** What the members of the trees are. */
export class TreeMembers {
  real: Float64Array = realRows(64, STRIDE, null);
  whole: Int32Array = wholeRows(64, STRIDE, null);
  private capacity = 64;

  /** Say what a member is before it is added to a tree; no two members of a tree have both key and tie in common. */
  set(member: number, key: number, tie: number, weight: number): void {
    if (member >= this.capacity) this.grow(member);
    this.real[STRIDE * member + Real.key] = key;
    this.real[STRIDE * member + Real.tie] = tie;
    this.whole[STRIDE * member + Whole.weight] = weight;
  }

  /** The value of a member; of one that is in no tree it may be changed. */
  setValue(member: number, value: number): void {
    if (member >= this.capacity) this.grow(member);
    this.real[STRIDE * member + Real.value] = value;
  }

  value(member: number): number {
    return this.real[STRIDE * member + Real.value]!;
  }

  key(member: number): number {
    return this.real[STRIDE * member + Real.key]!;
  }

  weight(member: number): number {
    return this.whole[STRIDE * member + Whole.weight]!;
  }

  private grow(member: number): void {
    while (this.capacity <= member) this.capacity *= 2;
    this.real = realRows(this.capacity, STRIDE, this.real);
    this.whole = wholeRows(this.capacity, STRIDE, this.whole);
  }
}

export class SumTree {
  private readonly members: TreeMembers;
  private root = NO_MEMBER;
  // Where a split leaves its two halves.
  private below = NO_MEMBER;
  private above = NO_MEMBER;

  constructor(members: TreeMembers) {
    this.members = members;
  }

  /** weight of all members */
  get total(): number {
    return this.root === NO_MEMBER ? 0 : this.members.whole[STRIDE * this.root + Whole.total]!;
  }

  /** Add a member that has been `set`: O(log members), as are all that follow. */
  add(member: number): void {
    this.root = this.insert(this.root, member);
  }

  remove(member: number): void {
    this.root = this.erase(this.root, member);
  }

  /** The first member, or −1. */
  first(): number {
    const { whole } = this.members;
    let at = this.root;
    if (at === NO_MEMBER) return NO_MEMBER;
    for (let left = whole[STRIDE * at]!; left !== NO_MEMBER; left = whole[STRIDE * at]!) at = left;
    return at;
  }

  /** The member that comes next, or −1; `member` itself need not be in the tree any more. */
  after(member: number): number {
    const { whole } = this.members;
    let next = NO_MEMBER;
    for (let at = this.root; at !== NO_MEMBER; ) {
      if (this.isBefore(member, at)) {
        next = at;
        at = whole[STRIDE * at + Whole.left]!;
      } else at = whole[STRIDE * at + Whole.right]!;
    }
    return next;
  }

  /** The first member whose value is at most `limit`, or −1. */
  firstWithin(limit: number): number {
    const { real, whole } = this.members;
    let at = this.root;
    if (at === NO_MEMBER || real[STRIDE * at + Real.least]! > limit) return NO_MEMBER;
    for (;;) {
      const left = whole[STRIDE * at + Whole.left]!;
      if (left !== NO_MEMBER && real[STRIDE * left + Real.least]! <= limit) at = left;
      else if (real[STRIDE * at + Real.value]! <= limit) return at;
      else at = whole[STRIDE * at + Whole.right]!;
    }
  }

  /** The first member that weighs at least `weight` together with all before it, or −1. */
  reaching(weight: number): number {
    const { whole } = this.members;
    if (this.root === NO_MEMBER || this.total < weight) return NO_MEMBER;
    let left = weight;
    let at = this.root;
    for (;;) {
      const before = whole[STRIDE * at + Whole.left]!;
      const lighter = before === NO_MEMBER ? 0 : whole[STRIDE * before + Whole.total]!;
      if (before !== NO_MEMBER && lighter >= left) at = before;
      else {
        left -= lighter + whole[STRIDE * at + Whole.weight]!;
        if (left <= 0) return at;
        at = whole[STRIDE * at + Whole.right]!;
      }
    }
  }

  /** Weight of all members that stand before this key and tie. */
  weightBefore(key: number, tie: number): number {
    const { real, whole } = this.members;
    let weight = 0;
    for (let at = this.root; at !== NO_MEMBER; ) {
      const its = real[STRIDE * at + Real.key]!;
      const left = whole[STRIDE * at + Whole.left]!;
      if (its < key || (its === key && real[STRIDE * at + Real.tie]! < tie)) {
        weight += whole[STRIDE * at + Whole.weight]!;
        if (left !== NO_MEMBER) weight += whole[STRIDE * left + Whole.total]!;
        at = whole[STRIDE * at + Whole.right]!;
      } else at = left;
    }
    return weight;
  }

  private insert(at: number, member: number): number {
    const { whole } = this.members;
    if (at === NO_MEMBER) {
      whole[STRIDE * member + Whole.left] = NO_MEMBER;
      whole[STRIDE * member + Whole.right] = NO_MEMBER;
    } else if (height(member) > height(at)) {
      this.split(at, member);
      whole[STRIDE * member + Whole.left] = this.below;
      whole[STRIDE * member + Whole.right] = this.above;
    } else {
      const side = STRIDE * at + (this.isBefore(member, at) ? Whole.left : Whole.right);
      whole[side] = this.insert(whole[side]!, member);
      this.sum(at);
      return at;
    }
    this.sum(member);
    return member;
  }

  private erase(at: number, member: number): number {
    const { whole } = this.members;
    if (at === member) return this.merge(whole[STRIDE * at + Whole.left]!, whole[STRIDE * at + Whole.right]!);
    const side = STRIDE * at + (this.isBefore(member, at) ? Whole.left : Whole.right);
    whole[side] = this.erase(whole[side]!, member);
    this.sum(at);
    return at;
  }

  /** Leave in `below` and `above` what stands before and after a member that is not among them. */
  private split(at: number, member: number): void {
    const { whole } = this.members;
    if (at === NO_MEMBER) {
      this.below = NO_MEMBER;
      this.above = NO_MEMBER;
      return;
    }
    if (this.isBefore(member, at)) {
      this.split(whole[STRIDE * at + Whole.left]!, member);
      whole[STRIDE * at + Whole.left] = this.above;
      this.above = at;
    } else {
      this.split(whole[STRIDE * at + Whole.right]!, member);
      whole[STRIDE * at + Whole.right] = this.below;
      this.below = at;
    }
    this.sum(at);
  }

  /** One tree of two, all of the first before all of the second. */
  private merge(first: number, second: number): number {
    const { whole } = this.members;
    if (first === NO_MEMBER) return second;
    if (second === NO_MEMBER) return first;
    const top = height(first) > height(second) ? first : second;
    if (top === first) {
      whole[STRIDE * top + Whole.right] = this.merge(whole[STRIDE * top + Whole.right]!, second);
    } else whole[STRIDE * top + Whole.left] = this.merge(first, whole[STRIDE * top + Whole.left]!);
    this.sum(top);
    return top;
  }

  private sum(at: number): void {
    const { real, whole } = this.members;
    const left = whole[STRIDE * at + Whole.left]!;
    const right = whole[STRIDE * at + Whole.right]!;
    let total = whole[STRIDE * at + Whole.weight]!;
    let least = real[STRIDE * at + Real.value]!;
    if (left !== NO_MEMBER) {
      total += whole[STRIDE * left + Whole.total]!;
      least = Math.min(least, real[STRIDE * left + Real.least]!);
    }
    if (right !== NO_MEMBER) {
      total += whole[STRIDE * right + Whole.total]!;
      least = Math.min(least, real[STRIDE * right + Real.least]!);
    }
    whole[STRIDE * at + Whole.total] = total;
    real[STRIDE * at + Real.least] = least;
  }

  private isBefore(member: number, other: number): boolean {
    const { real } = this.members;
    const key = real[STRIDE * member + Real.key]!;
    const otherKey = real[STRIDE * other + Real.key]!;
    return (
      key < otherKey ||
      (key === otherKey && real[STRIDE * member + Real.tie]! < real[STRIDE * other + Real.tie]!)
    );
  }
}

/** A scrambled number of a member, each its own: the finalizer of MurmurHash3, which is one-to-one (Appleby 2011). */
function height(member: number): number {
  let hash = member;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
