import { decimalAt } from "./decimal.ts";

/**
 * The cells of a row, by where they stand in a text: only those that are asked for become strings. One object serves every
 * row in turn.
 */
export class RowCells implements Iterable<string> {
  length = 0;
  #text = "";
  #starts = new Int32Array(64);
  #ends = new Int32Array(64);
  /** whether a cell holds quotes, each written twice */
  #quotes = new Uint8Array(64);

  /** Begin a row of this text. */
  begin(text: string): void {
    this.#text = text;
    this.length = 0;
  }

  /** The next cell of the row. */
  add(start: number, end: number, quotes = false): void {
    const column = this.length++;
    if (column === this.#starts.length) this.#grow();
    this.#starts[column] = start;
    this.#ends[column] = end;
    this.#quotes[column] = quotes ? 1 : 0;
  }

  /** A row whose cells are strings already. */
  set(cells: readonly string[]): void {
    this.begin(cells.join(""));
    let start = 0;
    for (const { length } of cells) {
      this.add(start, start + length);
      start += length;
    }
  }

  /** The text of a cell. */
  at(column: number): string {
    const text = this.#text.slice(this.#starts[column], this.#ends[column]);
    return this.#quotes[column] === 1 ? text.replaceAll('""', '"') : text;
  }

  /** The number in a cell if it is spelt plainly (see `decimalAt`); NaN otherwise. */
  decimal(column: number): number {
    return decimalAt(this.#text, this.#starts[column]!, this.#ends[column]!);
  }

  /** Whether no cell holds anything but blanks. */
  get blank(): boolean {
    for (let column = 0; column < this.length; column++) {
      if (this.#startsVisibly(column) || this.at(column).trim() !== "") return false;
    }
    return true;
  }

  *[Symbol.iterator](): Generator<string> {
    for (let column = 0; column < this.length; column++) yield this.at(column);
  }

  /** Whether a cell begins with a visible ASCII character, as nearly all do. */
  #startsVisibly(column: number): boolean {
    const start = this.#starts[column]!;
    const code = this.#text.charCodeAt(start);
    return start < this.#ends[column]! && code > 0x20 && code < 0x7f;
  }

  #grow(): void {
    const longer = <T extends Int32Array | Uint8Array>(column: T, copy: T): T => {
      copy.set(column);
      return copy;
    };
    const length = 2 * this.#starts.length;
    this.#starts = longer(this.#starts, new Int32Array(length));
    this.#ends = longer(this.#ends, new Int32Array(length));
    this.#quotes = longer(this.#quotes, new Uint8Array(length));
  }
}
