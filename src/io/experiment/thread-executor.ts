// Runs chunks on worker threads, one chunk each at a time.

import { setMaxListeners } from "node:events";
import type { Chunk } from "../../index.ts";
import { PROJECT } from "../project.ts";
import { openThreads } from "../threads.ts";
import type { ChunkProgress } from "./chunk-thread.ts";
import { CHUNK_SECONDS, type ChunkEvents, DiskFailed, type Executor } from "./executor.ts";
import type { ChunkEnd } from "./make-chunk.ts";

/**
 * @param entry module of a thread, which exports `makeChunk` as chunk-thread.ts does
 */
export async function threadExecutor(
  folder: string,
  workers: number,
  entry = new URL("src/io/experiment/chunk-thread.ts", PROJECT),
): Promise<Executor> {
  const pool = await openThreads({ entry, name: "makeChunk", data: { folder }, count: workers });

  async function run(chunks: readonly Chunk[], events: ChunkEvents, signal: AbortSignal): Promise<void> {
    const giveUp = new AbortController();
    const stop = AbortSignal.any([signal, giveUp.signal]);
    setMaxListeners(0, stop); // a listener for every thread is no leak
    const underWay = new Map(chunks.map((chunk) => [keyOf(chunk.point.index, chunk.from), chunk]));
    const tell = ({ point, from, runs }: ChunkProgress) => {
      const chunk = underWay.get(keyOf(point, from));
      if (chunk !== undefined) events.progress(chunk, runs);
    };
    pool.on("message", tell);
    const attempt = (chunk: Chunk) => pool.run(chunk, { signal: stop }) as Promise<ChunkEnd>;

    async function make(chunk: Chunk): Promise<void> {
      try {
        // Once more in a fresh thread, for a thread may die of what others have done.
        const end = await attempt(chunk).catch((error) =>
          stop.aborted ? Promise.reject(error) : attempt(chunk),
        );
        if (typeof end === "object") throw new DiskFailed(end.disk);
        events.done(chunk);
      } catch (error) {
        if (stop.aborted) return;
        if (error instanceof DiskFailed) {
          giveUp.abort();
          throw error;
        }
        events.failed(chunk, (error as Error).message);
      } finally {
        underWay.delete(keyOf(chunk.point.index, chunk.from));
      }
    }

    // Each hands out the next chunk when its last one has ended, so that few are ever waited for at once.
    const rest = chunks.values();
    const hand = async () => {
      for (const chunk of rest) if (!stop.aborted) await make(chunk);
    };
    const outcomes = await Promise.allSettled(Array.from({ length: workers }, hand));
    pool.off("message", tell);
    const failure = outcomes.find((outcome) => outcome.status === "rejected");
    if (failure !== undefined) throw failure.reason;
  }

  return {
    cut: { workers, seconds: CHUNK_SECONDS },
    begun: async () => [],
    run,
    close: () => pool.destroy(),
  };
}

function keyOf(point: number, from: number): string {
  return `${point}/${from}`;
}
