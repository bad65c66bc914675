// Rows of a table as lines of CSV, straight into bytes: no array of strings for a row, and a text that may stand in the
// file as it is, nearly every one, is looked at once. A test holds the bytes against fast-csv.

import { type Cell, type Column, cellText } from "../index.ts";
import { putThousandths } from "./number-bytes.ts";
import { putPlain } from "./plain-bytes.ts";

/** Bytes from which on lines are handed on, and how many a block holds so that few rows need more. */
const BLOCK = 2 ** 16;
const ROOM = BLOCK + 2 ** 12;

const COMMA = 0x2c;
const NEWLINE = 0x0a;

/** What fast-csv does not write as it is. */
const SPECIAL = /[",|\r\n]/;

export class CsvLines<Row, Labels> {
  readonly #cells: readonly Column<Row, Labels>["cell"][];
  #bytes = Buffer.allocUnsafe(ROOM);
  #end: number;

  /** Begins with the header. */
  constructor(columns: readonly Column<Row, Labels>[]) {
    this.#cells = columns.map(({ cell }) => cell);
    this.#end = this.#bytes.write(`${columns.map(({ name }) => quoted(name)).join(",")}\n`);
  }

  /** Whether there is a block to take; nothing is to be added before it is taken. */
  get full(): boolean {
    return this.#end >= BLOCK;
  }

  /**
   * Add rows from the row `from` on until there is a block to take.
   * @returns the first row that is not added yet; their number when all are
   */
  add(rows: readonly Row[], from: number, labels: Labels): number {
    const cells = this.#cells;
    let end = this.#end;
    let next = from;
    while (next < rows.length && end < BLOCK) {
      const row = rows[next++]!;
      for (let column = 0; column < cells.length; column++) {
        const cell = cells[column]!(row, labels);
        const bytes = this.#bytes;
        const fast = typeof cell === "number" ? putThousandths(bytes, end, cell) : putPlain(bytes, end, cell);
        end = fast >= 0 ? fast : this.#put(end, cell);
        this.#bytes[end++] = COMMA;
      }
      this.#bytes[end - 1] = NEWLINE;
    }
    this.#end = end;
    return next;
  }

  /** The lines since the last call. */
  take(): Buffer {
    const lines = this.#bytes.subarray(0, this.#end);
    this.#bytes = Buffer.allocUnsafe(ROOM);
    this.#end = 0;
    return lines;
  }

  /** Write any cell, quoted where it must be, and see to it that there is room for it and a separator. */
  #put(at: number, cell: Cell): number {
    const text = typeof cell === "number" ? cellText(cell) : quoted(cellText(cell));
    const needed = at + Buffer.byteLength(text) + 1;
    if (needed > this.#bytes.length) {
      const longer = Buffer.allocUnsafe(2 * needed);
      this.#bytes.copy(longer, 0, 0, at);
      this.#bytes = longer;
    }
    return at + this.#bytes.write(text, at);
  }
}

/** A text as RFC 4180 quotes it, and as fast-csv does: NUL is left out, and `|` is quoted as well. */
function quoted(text: string): string {
  const visible = text.replaceAll("\0", "");
  return SPECIAL.test(visible) ? `"${visible.replaceAll('"', '""')}"` : visible;
}
