// Slurm's own commands, which are all that is asked of a cluster.

import { execFile } from "node:child_process";
import { parseQueue, QUEUE_FORMAT, type QueuedTask } from "./queue-state.ts";

/** Slurm will not do what it was asked; its own words. */
export class SlurmRefused extends Error {
  override readonly name = "SlurmRefused";
}

/** A hundred thousand tasks are some megabytes of lines. */
const MOST_OUTPUT = 64 * 2 ** 20;

function slurm(program: string, words: readonly string[]): Promise<string> {
  return new Promise((settle, fail) => {
    execFile(program, [...words], { maxBuffer: MOST_OUTPUT }, (error, stdout, stderr) => {
      if (error === null) settle(stdout);
      else fail(new SlurmRefused(stderr.trim() || `${program}: ${error.message}`));
    });
  });
}

/** Whether jobs can be submitted from here. */
export async function slurmIsHere(): Promise<boolean> {
  return slurm("sbatch", ["--version"]).then(
    () => true,
    () => false,
  );
}

/**
 * @returns the number of the job
 * @throws SlurmRefused (rejects)
 */
export async function submit(words: readonly string[], script: string): Promise<string> {
  const printed = await slurm("sbatch", [...words, script]);
  return printed.trim().split(";")[0]!;
}

/**
 * Tasks of the arrays of these names, those that ended some minutes ago among them.
 * @returns null when the queue does not answer
 */
export async function queueOf(arrays: readonly string[]): Promise<QueuedTask[] | null> {
  const user = `--user=${process.getuid?.() ?? ""}`;
  const words = [user, `--name=${arrays.join(",")}`, "--array", "--states=all", "--noheader"];
  return slurm("squeue", [...words, `--format=${QUEUE_FORMAT}`]).then(parseQueue, () => null);
}

/** Take what has not begun of an array out of the queue, if it is there. */
export async function cancelWaiting(array: string): Promise<void> {
  await slurm("scancel", ["--quiet", `--name=${array}`, "--state=PENDING"]).catch(() => {});
}
