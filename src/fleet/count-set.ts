// Which numbers of GPUs, from 0 to those of a node, occur: one word of bits, or a tree of them for a node of many GPUs.

import { IndexSet } from "../kernel/index-set.ts";

export interface CountSet {
  add(count: number): void;
  remove(count: number): void;
  /** the least member ≥ `from`, or −1 */
  next(from: number): number;
  /** the greatest member, or −1 */
  last(): number;
}

/** An empty set of numbers from 0 to `most`. */
export function countSet(most: number): CountSet {
  return most < 32 ? new WordSet() : new IndexSet(most + 1);
}

/** Numbers from 0 to 31. */
class WordSet implements CountSet {
  private bits = 0;

  add(count: number): void {
    this.bits |= 1 << count;
  }

  remove(count: number): void {
    this.bits &= ~(1 << count);
  }

  next(from: number): number {
    const above = this.bits & (-1 << from);
    return 31 - Math.clz32(above & -above);
  }

  last(): number {
    return 31 - Math.clz32(this.bits);
  }
}
