// Waits for the tasks of job arrays: a chunk is done when its result file is there, and lost when its task has left the queue
// without it. The queue alone decides nothing: it forgets what has ended, and a file may be seen later than its writer's end.

import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Chunk } from "../../../index.ts";
import { chunkEnds } from "../chunk-file.ts";
import type { ChunkEvents } from "../executor.ts";
import { type JobArray, logsOf } from "./job-array.ts";
import { obstacles, type QueuedTask } from "./queue-state.ts";
import { queueOf } from "./slurm-commands.ts";

/** How often is looked, ms. */
export interface Pace {
  readonly files: number;
  /** every look is work for the whole cluster's controller */
  readonly queue: number;
  /** a task that is not in the queue is given up after this time: NFS shows a new file so much later (acdirmax, nfs(5)) */
  readonly grace: number;
}

export const PACE: Pace = { files: 1000, queue: 10_000, grace: 60_000 };

/** A task that is waited for. */
interface Watched {
  readonly array: JobArray;
  readonly task: number;
  /** chunks that are neither done nor failed */
  readonly open: Set<Chunk>;
  /** since when it has not been in the queue, as `performance.now` has it; null: it is there */
  gone: number | null;
  /** what the queue last said of it */
  word: string;
}

/** What is waited for. */
interface Work {
  /** of the experiment */
  readonly folder: string;
  readonly arrays: readonly JobArray[];
  /** those of the arrays that are wanted */
  readonly chunks: ReadonlySet<Chunk>;
}

/** Wait until every chunk has come to its end, or the signal says to stop. */
export async function watchArrays(
  { folder, arrays, chunks }: Work,
  events: ChunkEvents,
  signal: AbortSignal,
  pace: Pace,
): Promise<void> {
  const watched = watchedOf(arrays, chunks);
  const told = new Set<string>();
  let nextQueue = performance.now();
  for (;;) {
    takeEnds(folder, watched, events);
    if (watched.every(({ open }) => open.size === 0) || signal.aborted) return;
    if (performance.now() >= nextQueue) {
      const queue = await queueOf(arrays.map(({ name }) => name));
      if (queue !== null) {
        takeQueue(watched, queue);
        const news = obstacles(queue).filter((reason) => !told.has(reason));
        for (const reason of news) events.note(`tasks wait: ${reason}`);
        for (const reason of news) told.add(reason);
      }
      // Whatever the files have to say of a task is said before it is given up.
      takeEnds(folder, watched, events);
      giveUp(folder, watched, events, pace.grace);
      nextQueue = performance.now() + pace.queue;
    }
    await setTimeout(pace.files, null, { signal }).catch(() => {});
  }
}

function watchedOf(arrays: readonly JobArray[], chunks: ReadonlySet<Chunk>): Watched[] {
  return arrays.flatMap((array) =>
    array.tasks.map((own, task) => ({
      array,
      task,
      open: new Set(own.filter((chunk) => chunks.has(chunk))),
      gone: null,
      word: "",
    })),
  );
}

function takeEnds(folder: string, watched: readonly Watched[], events: ChunkEvents): void {
  const ends = chunkEnds(folder);
  for (const { open } of watched) {
    for (const chunk of open) {
      const end = ends(chunk);
      if (end === null) continue;
      open.delete(chunk);
      if (end === "done") events.done(chunk);
      else events.failed(chunk, end.failed);
    }
  }
}

function takeQueue(watched: readonly Watched[], queue: readonly QueuedTask[]): void {
  const byTask = new Map(queue.map((queued) => [`${queued.array}/${queued.task}`, queued]));
  const now = performance.now();
  for (const each of watched) {
    const queued = byTask.get(`${each.array.name}/${each.task}`);
    each.word = queued?.word ?? each.word;
    each.gone = queued === undefined || queued.state === "ended" ? (each.gone ?? now) : null;
  }
}

function giveUp(folder: string, watched: readonly Watched[], events: ChunkEvents, grace: number): void {
  const now = performance.now();
  for (const { array, task, open, gone, word } of watched) {
    if (gone === null || now < gone + grace) continue;
    const how = word === "" ? "" : ` (${word})`;
    const log = join(logsOf(folder, array.number), `${task}.out`);
    const reason = `task ${task} of the job array ${array.name} has ended without a result${how}; see ${log}`;
    for (const chunk of open) events.failed(chunk, reason);
    open.clear();
  }
}
