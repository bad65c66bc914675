// One worker thread: makes the chunks that it is told to, for one folder.

import { parentPort, workerData } from "node:worker_threads";
import type { Chunk } from "../../index.ts";
import { type ChunkEnd, ChunkMaker } from "./make-chunk.ts";

/** What the thread tells while it works. */
export interface ChunkProgress {
  readonly point: number;
  readonly from: number;
  readonly runs: number;
}

/** Between two tellings, ms. */
const EVERY = 200;

const maker = new ChunkMaker((workerData as { readonly folder: string }).folder);

export async function makeChunk(chunk: Chunk): Promise<ChunkEnd> {
  let told = performance.now();
  return maker.make(chunk, {
    progress(runs) {
      if (performance.now() < told + EVERY) return;
      told = performance.now();
      parentPort!.postMessage({ point: chunk.point.index, from: chunk.from, runs } satisfies ChunkProgress);
    },
    // Who wants the thread to stop, stops it.
    stopped: () => false,
  });
}
