// What a task of a job array does, on whatever machine: the chunks that the array's file names for it.

import type { Chunk } from "../../../index.ts";
import { chunkEnds, writeFailure } from "../chunk-file.ts";
import { isComplete } from "../experiment-folder.ts";
import { ChunkMaker } from "../make-chunk.ts";
import { readPlan } from "../plan.ts";
import { readArray } from "./job-array.ts";

const NEVER_STOPPED = { progress() {}, stopped: () => false };

/**
 * Make the chunks of a task that are not there yet. One that cannot be made leaves the reason in a file.
 * @param array number of the array in the folder
 * @throws FolderRefused (rejects) when no such experiment has begun; Error when the disk refuses a result
 */
export async function makeArrayTask(folder: string, array: number, task: number): Promise<void> {
  // A task that a lost node has had begun again may come late.
  if (isComplete(folder)) return;
  const { points } = readPlan(folder).experiment;
  const chunks = readArray(folder, array, points).tasks[task];
  if (chunks === undefined) throw new RangeError(`the job array ${array} has no task ${task}`);
  const maker = new ChunkMaker(folder);
  for (const chunk of chunks) {
    if (chunkEnds(folder)(chunk) !== null) continue;
    const disk = await diskError(maker, folder, chunk);
    if (disk === null) continue;
    if (isComplete(folder)) return;
    throw new Error(disk);
  }
}

/** Make a chunk; what the disk said, or null. */
async function diskError(maker: ChunkMaker, folder: string, chunk: Chunk): Promise<string | null> {
  try {
    const end = await maker.make(chunk, NEVER_STOPPED);
    return typeof end === "object" ? end.disk : null;
  } catch (error) {
    // The simulation says the same wherever it is run.
    await writeFailure(folder, chunk, (error as Error).message);
    return null;
  }
}
