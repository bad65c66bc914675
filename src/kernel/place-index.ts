// Which place in a list a whole number has: GPU counts are few and mostly small, and asked for at every job.

import { grown } from "./column.ts";

/** Numbers below this are looked up in a table, larger ones in a map. */
const TABLE = 4096;

/** Gives the numbers it meets the places 0, 1, 2, … in the order of their coming. */
export class PlaceIndex {
  /** how many numbers have a place */
  count = 0;
  /** place + 1 of each small number, 0 for none */
  private table = new Int32Array(64);
  private readonly large = new Map<number, number>();

  /** The place of a number, or −1. */
  of(number: number): number {
    if (number < this.table.length) return this.table[number]! - 1;
    return number < TABLE ? -1 : (this.large.get(number) ?? -1);
  }

  /** Give a number that has none the next place. */
  add(number: number): number {
    if (number < TABLE) {
      while (number >= this.table.length) this.table = grown(this.table, 2 * this.table.length);
      this.table[number] = this.count + 1;
    } else this.large.set(number, this.count);
    return this.count++;
  }
}
