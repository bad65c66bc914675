import type { Chunk } from "../../index.ts";
import { CHUNK_SECONDS, type ChunkEvents, DiskFailed, type Executor } from "./executor.ts";
import { ChunkMaker } from "./make-chunk.ts";

/** Runs chunks one after the other in this thread. */
export function inlineExecutor(folder: string): Executor {
  const maker = new ChunkMaker(folder);

  async function run(chunks: readonly Chunk[], events: ChunkEvents, signal: AbortSignal): Promise<void> {
    for (const chunk of chunks) {
      if (signal.aborted) return;
      try {
        const end = await maker.make(chunk, {
          progress: (runs) => events.progress(chunk, runs),
          stopped: () => signal.aborted,
        });
        if (typeof end === "object") throw new DiskFailed(end.disk);
        if (end === "done") events.done(chunk);
      } catch (error) {
        if (error instanceof DiskFailed) throw error;
        events.failed(chunk, (error as Error).message);
      }
    }
  }

  return { cut: { workers: 1, seconds: CHUNK_SECONDS }, begun: async () => [], run, close: async () => {} };
}
