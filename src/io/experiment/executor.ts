// Where chunks are run. An executor makes result files exist, in any order and any number at a time; what it says in between
// is for people. So every executor gives the same results, and what one has left unfinished another can end.

import type { Chunk, Cut } from "../../index.ts";

export interface ChunkEvents {
  /** the result file of the chunk is there */
  done(chunk: Chunk): void;
  /** the chunk was tried and cannot be made */
  failed(chunk: Chunk, reason: string): void;
  /** runs of the chunk that are done so far, parts of them included */
  progress(chunk: Chunk, runs: number): void;
  /** something that people should know, a sentence */
  note(words: string): void;
}

export interface Executor {
  /** what chunks are to be cut for */
  readonly cut: Cut;
  /** Chunks that an earlier process has left and that are being made all the same; `run` waits for them when it is given them. */
  begun(): Promise<readonly Chunk[]>;
  /**
   * Work until every chunk is done or failed, or the signal says to stop.
   * @throws DiskFailed (rejects) when results can no longer be kept; chunks under way are given up
   */
  run(chunks: readonly Chunk[], events: ChunkEvents, signal: AbortSignal): Promise<void>;
  /** Free what it holds. */
  close(): Promise<void>;
}

/**
 * Assumption: so long, in s, is what one may lose to a crash without minding, and long enough for what a chunk costs besides.
 */
export const CHUNK_SECONDS = 1;

/** Results can no longer be kept. */
export class DiskFailed extends Error {
  override readonly name = "DiskFailed";
}
