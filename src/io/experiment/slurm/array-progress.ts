// How far the job array is that an experiment has last asked for.

import type { Chunk, Known, Point } from "../../../index.ts";
import { arraysOf } from "./job-array.ts";
import type { TaskState } from "./queue-state.ts";
import { queueOf } from "./slurm-commands.ts";

/** Tasks of a job array by where they are. */
export interface ArrayProgress {
  /** of the job in the queue */
  readonly name: string;
  readonly tasks: number;
  /** tasks of which all results are there */
  readonly done: number;
  /** null when the queue does not answer; failed: it has ended, and results are missing */
  readonly others: Readonly<Record<"waiting" | "running" | "failed", number>> | null;
}

/** @returns null when no array has been asked for */
export async function arrayProgress(
  folder: string,
  points: readonly Point[],
  known: Known,
): Promise<ArrayProgress | null> {
  const array = arraysOf(folder, points).at(-1);
  if (array === undefined) return null;
  const { name, tasks } = array;
  const there = ({ point, from, count }: Chunk) =>
    Array.from({ length: count }, (_, run) => from + run).every((run) => known.has(point.index, run));
  const open = tasks.flatMap((chunks, task) => (chunks.every(there) ? [] : [task]));
  const counts = { name, tasks: tasks.length, done: tasks.length - open.length };
  const queue = await queueOf([name]);
  if (queue === null) return { ...counts, others: null };
  const states = new Map<number, TaskState>(queue.map(({ task, state }) => [task, state]));
  const others = { waiting: 0, running: 0, failed: 0 };
  for (const task of open) {
    const state = states.get(task) ?? "ended";
    others[state === "ended" ? "failed" : state] += 1;
  }
  return { ...counts, others };
}
