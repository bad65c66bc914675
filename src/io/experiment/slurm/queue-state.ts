// Slurm's queue as it prints it.

/** Where a task of an array is. `ended` says nothing of how: its result files do. */
export type TaskState = "waiting" | "running" | "ended";

/** One task of an array, as the queue has it; of one that ended some minutes ago the queue knows nothing more. */
export interface QueuedTask {
  /** name of the array's job, and index of the task in it */
  readonly array: string;
  readonly task: number;
  readonly state: TaskState;
  /** in Slurm's words: `NODE_FAIL`, and why it waits: `Resources` */
  readonly word: string;
  readonly reason: string;
}

/** What `squeue --format` is to print of a task: nothing in it but the name, which is ours and comes last, holds a bar. */
export const QUEUE_FORMAT = "%K|%T|%r|%j";

/** States in which a task is still to be run, and is being run: squeue(1), "job state codes". All others are ends. */
const WAITING = new Set([
  "PENDING",
  "CONFIGURING",
  "REQUEUED",
  "REQUEUE_FED",
  "REQUEUE_HOLD",
  "RESV_DEL_HOLD",
  "SPECIAL_EXIT",
]);
const RUNNING = new Set([
  "RUNNING",
  "COMPLETING",
  "SUSPENDED",
  "STOPPED",
  "SIGNALING",
  "STAGE_OUT",
  "RESIZING",
]);

/** @param text lines of QUEUE_FORMAT; others (of jobs that are no arrays) are passed over */
export function parseQueue(text: string): QueuedTask[] {
  return text.split("\n").flatMap((line) => {
    const found = /^(\d+)\|([A-Z_]+)\|(.*)\|([^|]+)$/.exec(line.trim());
    if (found === null) return [];
    const [, task, word, reason, array] = found as unknown as [string, string, string, string, string];
    return [{ array, task: Number(task), state: stateOf(word), word, reason }];
  });
}

function stateOf(word: string): TaskState {
  if (WAITING.has(word)) return "waiting";
  return RUNNING.has(word) ? "running" : "ended";
}

/** Reasons that pass by themselves: squeue(1), "job reason codes". */
const ORDINARY = new Set([
  "None",
  "Resources",
  "Priority",
  "BeginTime",
  "Cleaning",
  "JobArrayTaskLimit",
  "NodeDown",
  "Prolog",
  "Reservation",
]);

/** Why tasks wait, as far as somebody may have to do something about it. */
export function obstacles(tasks: readonly QueuedTask[]): string[] {
  const reasons = tasks.filter(({ state }) => state === "waiting").map(({ reason }) => reason);
  return [...new Set(reasons)].filter((reason) => !ORDINARY.has(reason)).sort();
}
