// The result file of a chunk: there, the chunk is done; not there, it is not. Written aside, flushed and renamed, so that
// nothing in between exists, whoever dies.

import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { threadId } from "node:worker_threads";
import type { Chunk, Known, Run, RunMetrics } from "../../index.ts";
import { putInPlace, writeFlushed } from "../durable-file.ts";
import { TASKS } from "./plan.ts";

/** What the runs of a chunk have found; in its file a value that is NaN is null, as JSON knows no NaN. */
export interface ChunkResult {
  /** index of the point, and first replication, both from 0 */
  readonly point: number;
  readonly from: number;
  readonly metrics: RunMetrics;
  readonly runs: readonly Run[];
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
  const { point, from, metrics, runs } = JSON.parse(readFileSync(path, "utf8")) as ChunkResult;
  for (const [place, { values, levels }] of runs.entries()) {
    const numbers = values.map((value) => (value as number | null) ?? Number.NaN);
    known.add(point, from + place, { values: numbers, levels }, metrics);
  }
}
