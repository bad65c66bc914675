// The result file of a chunk: there, the chunk is done; not there, it is not. Written aside, flushed and renamed, so that
// nothing in between exists, whoever dies.

import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { threadId } from "node:worker_threads";
import type { Chunk, Known, MetricNames } from "../../index.ts";
import { putInPlace, writeFlushed } from "../durable-file.ts";
import { TASKS } from "./plan.ts";

/** What the runs of a chunk have found. */
export interface ChunkResult extends MetricNames {
  /** index of the point, and first replication, both from 0 */
  readonly point: number;
  readonly from: number;
  /** by replication: a value for each metric; null where there is none, as JSON knows no NaN */
  readonly runs: readonly (readonly (number | null)[])[];
}

/** `point-12-runs-1-10.json`: numbers count from 1, as in the tables. */
const NAME = /^point-\d+-runs-\d+-\d+\.json$/;
const ASIDE = /^point-.*\.json\.\d+-\d+$/;

function nameOf({ point, from, count }: Chunk): string {
  return `point-${point.index + 1}-runs-${from + 1}-${from + count}.json`;
}

/** @throws (rejects) what the disk said; nothing is left behind then */
export async function writeChunk(folder: string, chunk: Chunk, result: ChunkResult): Promise<void> {
  const path = join(folder, TASKS, nameOf(chunk));
  const aside = `${path}.${process.pid}-${threadId}`;
  rmSync(aside, { force: true });
  try {
    await writeFlushed(aside, JSON.stringify(result));
    await putInPlace(aside, path);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
}

/** Take in what a chunk has found. */
export function takeChunk(folder: string, chunk: Chunk, known: Known): void {
  take(join(folder, TASKS, nameOf(chunk)), known);
}

/**
 * Take in what all chunks have found that are done.
 * @param aside what to do with files that writers which died have left aside; of those that live they are not to be touched
 */
export function takeAllChunks(folder: string, known: Known, aside: "remove" | "leave"): void {
  for (const name of readdirSync(join(folder, TASKS)).sort()) {
    const path = join(folder, TASKS, name);
    if (NAME.test(name)) take(path, known);
    else if (aside === "remove" && ASIDE.test(name)) rmSync(path, { force: true });
  }
}

function take(path: string, known: Known): void {
  const { point, from, names, units, runs } = JSON.parse(readFileSync(path, "utf8")) as ChunkResult;
  for (const [place, run] of runs.entries()) {
    const values = run.map((value) => value ?? Number.NaN);
    known.add(point, from + place, values, { names, units });
  }
}
