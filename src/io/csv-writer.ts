// Writes one table and keeps count of what it wrote. One block of lines is on its way to the disk while the next is made,
// and no more, so memory does not follow the size of the table.

import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import type { Table } from "../index.ts";
import { CsvLines } from "./csv-lines.ts";

/** What a writer asks of the schema of a table. */
export type TableColumns<Row, Labels> = Pick<Table<Row, Labels>, "columns">;

/** What a finished file holds. */
export interface FileFacts {
  /** rows without the header; null for a file that is no table */
  readonly rows: number | null;
  readonly bytes: number;
  readonly sha256: string;
}

export class CsvWriter<Row, Labels> {
  /** rows written so far, without the header */
  rows = 0;
  readonly #lines: CsvLines<Row, Labels>;
  readonly #sink: Writable;
  readonly #finished: Promise<void>;
  readonly #hash = createHash("sha256");
  #bytes = 0;
  /** the block that is on its way */
  #writing: Promise<void> = Promise.resolve();
  #closed: Promise<FileFacts> | null = null;

  /** `sink` must flush to the disk before it finishes. */
  constructor({ columns }: TableColumns<Row, Labels>, sink: Writable) {
    this.#lines = new CsvLines(columns);
    this.#sink = sink;
    this.#finished = finished(sink);
    // A failure is told by whichever call comes next; it must not end the process before that.
    this.#finished.catch(() => {});
  }

  /**
   * Write rows; resolves when there is room for more.
   * @throws (rejects) what the disk said, now or since the last call
   */
  async write(rows: readonly Row[], labels: Labels): Promise<void> {
    for (let next = 0; next < rows.length; ) {
      next = this.#lines.add(rows, next, labels);
      if (this.#lines.full) await this.#put(this.#lines.take());
    }
    this.rows += rows.length;
  }

  /**
   * Finish the file; the second call returns what the first did.
   * @throws (rejects) what the disk said
   */
  close(): Promise<FileFacts> {
    this.#closed ??= this.#finish();
    return this.#closed;
  }

  async #finish(): Promise<FileFacts> {
    await this.#put(this.#lines.take());
    await this.#writing;
    this.#sink.end();
    await this.#finished;
    return { rows: this.rows, bytes: this.#bytes, sha256: this.#hash.digest("hex") };
  }

  async #put(bytes: Buffer): Promise<void> {
    await this.#writing;
    this.#hash.update(bytes);
    this.#bytes += bytes.length;
    this.#writing = new Promise((resolve, reject) => {
      this.#sink.write(bytes, (error) => (error ? reject(error) : resolve()));
    });
    this.#writing.catch(() => {});
  }
}

/** A writer into a new file. */
export function openCsvWriter<Row, Labels>(
  path: string,
  table: TableColumns<Row, Labels>,
): CsvWriter<Row, Labels> {
  return new CsvWriter(table, createWriteStream(path, { flags: "wx", flush: true }));
}
