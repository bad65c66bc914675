// A thread that makes chunks, and dies of the first ones: as many times as its folder has files named death-….

import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { workerData } from "node:worker_threads";
import type { Chunk } from "../../../../src/index.ts";
import * as living from "../../../../src/io/experiment/chunk-thread.ts";

const { folder } = workerData as { readonly folder: string };

export async function makeChunk(chunk: Chunk): Promise<unknown> {
  const prefix = `death-of-${chunk.point.index}-`;
  const [death] = readdirSync(folder).filter((name) => name.startsWith(prefix));
  if (death !== undefined) {
    rmSync(join(folder, death));
    // As a thread that has run out of memory: it is gone, and says nothing.
    process.exit(7);
  }
  return living.makeChunk(chunk);
}
