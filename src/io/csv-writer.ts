// Writes one table and keeps count of what it wrote. One block of lines is on its way to the disk while the next is made,
// and no more, so memory does not follow the size of the table.

import { createReadStream } from "node:fs";
import type { Table } from "../index.ts";
import { CsvLines } from "./csv-lines.ts";
import { GzipFile } from "./gzip-file.ts";
import { type ByteFile, type BytesFacts, openMarkedFile } from "./marked-file.ts";

/** What a writer asks of the schema of a table. */
export type TableColumns<Row, Labels> = Pick<Table<Row, Labels>, "columns">;

/** What a finished file holds. */
export interface FileFacts extends BytesFacts {
  /** rows without the header; null for a file that is no table */
  readonly rows: number | null;
}

/** Bytes of a joined file that are read at a time. */
const JOINED = 2 ** 18;

export class CsvWriter<Row, Labels> {
  readonly #lines: CsvLines<Row, Labels>;
  readonly #file: ByteFile;
  /** rows written so far, and those of them that are marked; without the header */
  #rows = 0;
  #marked = 0;
  #header: Promise<void> | null = null;
  #closed: Promise<FileFacts> | null = null;

  /** @param header whether the file begins with one */
  constructor({ columns }: TableColumns<Row, Labels>, file: ByteFile, header = true) {
    this.#lines = new CsvLines(columns);
    this.#file = file;
    if (header) return;
    this.#lines.take();
    this.#header = Promise.resolve();
  }

  /**
   * Write rows; resolves when there is room for more.
   * @throws (rejects) what the disk said, now or since the last call
   */
  async write(rows: readonly Row[], labels: Labels): Promise<void> {
    await this.#writeHeader();
    for (let next = 0; next < rows.length; ) {
      next = this.#lines.add(rows, next, labels);
      if (this.#lines.full) await this.#file.write(this.#lines.take());
    }
    this.#rows += rows.length;
  }

  /**
   * Write the rows of a finished file of the same table and form that has no header.
   * @throws (rejects) what the disk said
   */
  async join(path: string, rows: number): Promise<void> {
    await this.#writeHeader();
    await this.#file.write(this.#lines.take());
    for await (const block of createReadStream(path, { highWaterMark: JOINED }))
      await this.#file.append(block as Buffer);
    this.#rows += rows;
  }

  /**
   * The rows written so far stay, however the table is closed.
   * @throws (rejects) what the disk said
   */
  async mark(): Promise<void> {
    await this.#file.write(this.#lines.take());
    await this.#file.mark();
    this.#marked = this.#rows;
  }

  /**
   * Finish the file with all its rows, or with those that are marked; the second call returns what the first did.
   * @throws (rejects) what the disk said
   */
  close(keep: "all" | "marked"): Promise<FileFacts> {
    this.#closed ??= this.#finish(keep);
    return this.#closed;
  }

  async #finish(keep: "all" | "marked"): Promise<FileFacts> {
    await this.#writeHeader();
    if (keep === "all") await this.mark();
    return { rows: this.#marked, ...(await this.#file.close()) };
  }

  /** The header stays as well. */
  #writeHeader(): Promise<void> {
    this.#header ??= this.mark();
    return this.#header;
  }
}

/** A writer into a new file, compressed if its name ends in .gz. */
export function openCsvWriter<Row, Labels>(
  path: string,
  table: TableColumns<Row, Labels>,
): CsvWriter<Row, Labels> {
  return new CsvWriter(table, openBytes(path, true));
}

/** A writer into a new file without a header, which is to be joined to another and not to outlive the process. */
export function openRowsWriter<Row, Labels>(
  path: string,
  table: TableColumns<Row, Labels>,
): CsvWriter<Row, Labels> {
  return new CsvWriter(table, openBytes(path, false), false);
}

function openBytes(path: string, flush: boolean): ByteFile {
  const file = openMarkedFile(path, flush);
  return path.endsWith(".gz") ? new GzipFile(file) : file;
}
