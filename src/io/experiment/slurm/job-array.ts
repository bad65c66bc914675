// The job arrays of an experiment, written down in its folder before they are submitted: which task makes which chunks. So
// the tasks know what to do, and another process knows what the cluster has been asked for.

import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Chunk, Point } from "../../../index.ts";
import { putInPlace, writeFlushed } from "../../durable-file.ts";
import { TASKS } from "../plan.ts";
import type { SlurmResources } from "./array-script.ts";
import { cancelWaiting } from "./slurm-commands.ts";

export interface JobArray {
  /** from 1, in the order of submission */
  readonly number: number;
  /** of the job in the queue; no other job has it */
  readonly name: string;
  readonly resources: SlurmResources;
  /** chunks of each task */
  readonly tasks: readonly (readonly Chunk[])[];
}

/** The same in its file; points are written as their indices. */
interface ArrayFile extends Omit<JobArray, "tasks" | "number"> {
  readonly tasks: readonly (readonly (readonly [point: number, from: number, count: number])[])[];
}

const NAME = /^array-(\d+)\.json$/;

/** Write the next array of the folder down. */
export async function writeArray(
  folder: string,
  tasks: JobArray["tasks"],
  resources: SlurmResources,
): Promise<JobArray> {
  const number = (arrayNumbers(folder).at(-1) ?? 0) + 1;
  const name = `slackwater-${randomBytes(6).toString("hex")}`;
  const file: ArrayFile = {
    name,
    resources,
    tasks: tasks.map((chunks) => chunks.map(({ point, from, count }) => [point.index, from, count])),
  };
  mkdirSync(logsOf(folder, number), { recursive: true });
  await putText(fileOf(folder, number), JSON.stringify(file));
  return { number, name, resources, tasks };
}

/** Write a script beside the array; returns its path. */
export async function writeScript(folder: string, { number }: JobArray, script: string): Promise<string> {
  const path = join(folder, TASKS, `array-${number}.sh`);
  await putText(path, script);
  return path;
}

/** An array that was not submitted. */
export function forgetArray(folder: string, { number }: JobArray): void {
  rmSync(fileOf(folder, number), { force: true });
}

export function readArray(folder: string, number: number, points: readonly Point[]): JobArray {
  const file = JSON.parse(readFileSync(fileOf(folder, number), "utf8")) as ArrayFile;
  const tasks = file.tasks.map((chunks) =>
    chunks.map(([point, from, count]) => ({ point: points[point]!, from, count })),
  );
  return { ...file, number, tasks };
}

/** All arrays that have been asked for, the oldest first. */
export function arraysOf(folder: string, points: readonly Point[]): JobArray[] {
  return arrayNumbers(folder).map((number) => readArray(folder, number, points));
}

/** What the last array got of the cluster; null when none has been asked for. */
export function lastResources(folder: string): SlurmResources | null {
  const last = arrayNumbers(folder).at(-1);
  return last === undefined ? null : readArray(folder, last, []).resources;
}

/** Take what has not begun out of the queue: nothing is missing any more. */
export async function cancelArrays(folder: string): Promise<void> {
  for (const number of arrayNumbers(folder)) await cancelWaiting(readArray(folder, number, []).name);
}

/** Where the tasks of an array print to. */
export function logsOf(folder: string, number: number): string {
  return join(folder, TASKS, `array-${number}`);
}

/** Numbers of the arrays that have been asked for, in order. */
function arrayNumbers(folder: string): number[] {
  if (!existsSync(join(folder, TASKS))) return [];
  return readdirSync(join(folder, TASKS))
    .flatMap((name) => NAME.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

async function putText(path: string, text: string): Promise<void> {
  rmSync(`${path}.part`, { force: true });
  await writeFlushed(`${path}.part`, text);
  await putInPlace(`${path}.part`, path);
}

function fileOf(folder: string, number: number): string {
  return join(folder, TASKS, `array-${number}.json`);
}
