// Writes one table, slice by slice, and keeps count of what it wrote. A slice is on its way to the disk before the next
// one is taken, so memory does not follow the size of the table.

import { createHash } from "node:crypto";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { Transform, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { format } from "fast-csv";

/** Rows between two looks at whether the disk keeps up. */
const SLICE = 1000;

/** What a finished file holds. */
export interface FileFacts {
  /** rows without the header; null for a file that is no table */
  readonly rows: number | null;
  readonly bytes: number;
  readonly sha256: string;
}

export class CsvWriter {
  /** rows written so far, without the header */
  rows = 0;
  readonly #format = format({ headers: false, includeEndRowDelimiter: true });
  readonly #hash = createHash("sha256");
  #bytes = 0;
  readonly #written: Promise<void>;
  #closed: Promise<FileFacts> | null = null;

  /** Writes the header at once. `sink` must flush to the disk before it finishes. */
  constructor(header: readonly string[], sink: Writable) {
    const tally = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        this.#hash.update(chunk);
        this.#bytes += chunk.length;
        done(null, chunk);
      },
    });
    this.#written = pipeline(this.#format, tally, sink);
    // A failure is told by whichever call comes next; it must not end the process before that.
    this.#written.catch(() => {});
    this.#format.write(header);
  }

  /**
   * Write rows of cells; resolves when there is room for more.
   * @throws (rejects) what the disk said, now or since the last call
   */
  async write(rows: readonly (readonly string[])[]): Promise<void> {
    for (let start = 0; start < rows.length; start += SLICE) {
      if (this.#format.destroyed) await this.#written;
      for (const row of rows.slice(start, start + SLICE)) this.#format.write(row);
      if (this.#format.writableNeedDrain) await Promise.race([once(this.#format, "drain"), this.#written]);
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
    this.#format.end();
    await this.#written;
    return { rows: this.rows, bytes: this.#bytes, sha256: this.#hash.digest("hex") };
  }
}

/** A writer into a new file. */
export function openCsvWriter(path: string, header: readonly string[]): CsvWriter {
  return new CsvWriter(header, createWriteStream(path, { flags: "wx", flush: true }));
}
