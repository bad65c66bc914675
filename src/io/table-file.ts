// Reads a table that a run has written, row by row and by the names of its columns, a block of the file at a time.

import { createReadStream } from "node:fs";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { eachRow } from "./csv-rows.ts";
import type { RowCells } from "./row-cells.ts";

/** The row at hand; it holds until the visitor returns. */
export class TableRow {
  /** the names of the columns, in order; the same object for every row of a file */
  columns: readonly string[] = [];
  #cells: RowCells | null = null;
  #indices: ReadonlyMap<string, number> = new Map();

  /** Take the header, or move on to the next row. */
  read(cells: RowCells, isHeader: boolean): void {
    this.#cells = cells;
    if (!isHeader) return;
    this.columns = [...cells];
    this.#indices = new Map(this.columns.map((name, index) => [name, index]));
  }

  /** The text of a cell; empty where the table has no such column. */
  text(column: string): string {
    const index = this.#indices.get(column);
    return index === undefined ? "" : this.#cells!.at(index);
  }

  /** The number in a cell; NaN where there is none. */
  number(column: string): number {
    const index = this.#indices.get(column);
    if (index === undefined) return Number.NaN;
    const plain = this.#cells!.decimal(index);
    if (!Number.isNaN(plain)) return plain;
    const text = this.#cells!.at(index);
    return text === "" ? Number.NaN : Number(text);
  }
}

/**
 * Visit every row of a CSV file, unpacked if its name ends in .gz.
 * @param blockBytes how much of the file is read at a time
 * @throws (rejects) what the disk said
 */
export async function eachTableRow(
  path: string,
  visit: (row: TableRow) => void,
  blockBytes = 2 ** 20,
): Promise<void> {
  const row = new TableRow();
  let rows = 0;
  for await (const text of wholeRows(path, blockBytes)) {
    await eachRow(text, ",", (cells) => {
      row.read(cells, rows === 0);
      if (rows++ > 0) visit(row);
    });
  }
}

/** The text of a file in blocks that end where a row ends. */
async function* wholeRows(path: string, blockBytes: number): AsyncGenerator<string> {
  const file = createReadStream(path, { highWaterMark: blockBytes });
  const bytes: Readable = path.endsWith(".gz")
    ? file.pipe(createGunzip()).on("close", () => file.destroy())
    : file;
  file.on("error", (error) => bytes.destroy(error));
  let rest = "";
  for await (const block of bytes.setEncoding("utf8")) {
    const text = rest + block;
    const end = endOfLastRow(text);
    if (end > 0) yield text.slice(0, end);
    rest = text.slice(end);
  }
  if (rest !== "") yield rest;
}

/** Where the last whole row ends: after a line end that stands outside quotes. */
function endOfLastRow(text: string): number {
  if (!text.includes('"')) return text.lastIndexOf("\n") + 1;
  let quoted = false;
  let end = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') quoted = !quoted;
    else if (text[at] === "\n" && !quoted) end = at + 1;
  }
  return end;
}
