// A file that is written as its bytes come and can still be taken back to a mark: what comes after the mark is on the disk
// meanwhile, and not in memory.

import { createHash, type Hash } from "node:crypto";
import { createWriteStream } from "node:fs";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { cutFlushed } from "./durable-file.ts";

/** What a finished file holds. */
export interface BytesFacts {
  readonly bytes: number;
  readonly sha256: string;
}

/** Bytes on their way into a file. */
export interface ByteFile {
  /**
   * Write bytes, which must not be changed any more; resolves when there is room for more.
   * @throws (rejects) what the disk said, now or since the last call
   */
  write(bytes: Uint8Array): Promise<void>;
  /** Write bytes of a finished file of the same kind, as they lie there. */
  append(bytes: Uint8Array): Promise<void>;
  /** What is written so far stays. */
  mark(): Promise<void>;
  /**
   * Finish the file: it ends at the last mark.
   * @throws (rejects) what the disk said
   */
  close(): Promise<BytesFacts>;
}

/** A beginning of the file: its length and the hash of its bytes. */
interface Beginning {
  readonly bytes: number;
  readonly hash: Hash;
}

export class MarkedFile implements ByteFile {
  readonly #sink: Writable;
  readonly #cut: (bytes: number) => Promise<void>;
  readonly #finished: Promise<void>;
  readonly #hash = createHash("sha256");
  #bytes = 0;
  #marked: Beginning = { bytes: 0, hash: this.#hash.copy() };
  /** the one write that is under way while the next bytes are made */
  #writing: Promise<void> = Promise.resolve();

  /**
   * @param sink flushes to the disk before it finishes
   * @param cut shortens the finished file to so many bytes
   */
  constructor(sink: Writable, cut: (bytes: number) => Promise<void>) {
    this.#sink = sink;
    this.#cut = cut;
    this.#finished = finished(sink);
    // A failure is told by whichever call comes next; it must not end the process before that.
    this.#finished.catch(() => {});
  }

  async write(bytes: Uint8Array): Promise<void> {
    await this.#writing;
    this.#hash.update(bytes);
    this.#bytes += bytes.length;
    this.#writing = new Promise((resolve, reject) => {
      this.#sink.write(bytes, (error) => (error ? reject(error) : resolve()));
    });
    this.#writing.catch(() => {});
  }

  append(bytes: Uint8Array): Promise<void> {
    return this.write(bytes);
  }

  async mark(): Promise<void> {
    this.#marked = { bytes: this.#bytes, hash: this.#hash.copy() };
  }

  async close(): Promise<BytesFacts> {
    await this.#writing;
    this.#sink.end();
    await this.#finished;
    const { bytes, hash } = this.#marked;
    if (bytes < this.#bytes) await this.#cut(bytes);
    return { bytes, sha256: hash.digest("hex") };
  }
}

/**
 * A new file.
 * @param flush false of a file that is not to outlive the process
 */
export function openMarkedFile(path: string, flush = true): MarkedFile {
  const sink = createWriteStream(path, { flags: "wx", flush });
  return new MarkedFile(sink, (bytes) => cutFlushed(path, bytes));
}
