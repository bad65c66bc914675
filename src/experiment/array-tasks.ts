// A cluster's queue takes about a second to begin a task, and more to say so: chunks go to it by the handful.

import type { Chunk } from "./chunk.ts";

/**
 * The most tasks of one job array. Slurm's default `MaxArraySize` is 1001, one more than the largest index allowed
 * (slurm.conf(5)).
 */
export const MOST_ARRAY_TASKS = 1000;

/**
 * Chunks as they are made by the tasks of a job array, in their order: each task has work for `atLeast` seconds or more, where
 * there is so much, and there are no more tasks than an array may have.
 * @param seconds that a chunk takes, a forecast
 */
export function arrayTasksOf(
  chunks: readonly Chunk[],
  seconds: (chunk: Chunk) => number,
  atLeast: number,
): Chunk[][] {
  const all = chunks.reduce((sum, chunk) => sum + seconds(chunk), 0);
  const enough = Math.max(atLeast, all / MOST_ARRAY_TASKS);
  const tasks: Chunk[][] = [];
  let task: Chunk[] = [];
  let work = 0;
  for (const chunk of chunks) {
    task.push(chunk);
    work += seconds(chunk);
    if (work < enough) continue;
    tasks.push(task);
    task = [];
    work = 0;
  }
  // What is left over is too little for a task of its own.
  if (tasks.length === 0) return task.length === 0 ? [] : [task];
  tasks.at(-1)!.push(...task);
  return tasks;
}
