// The result file of a chunk: there, the chunk is done; not there, it is not. Written aside, flushed and renamed, so that
// nothing in between exists, whoever dies.

import { readdirSync, readFileSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { threadId } from "node:worker_threads";
import type { Chunk, Known, Run, RunMetrics } from "../../index.ts";
import { putInPlace, writeFlushed } from "../durable-file.ts";
import { TASKS } from "./plan.ts";

/** What the runs of a chunk have found; in its file a value that is NaN is null, as JSON knows no NaN. */
interface ChunkResult {
  /** index of the point, and first replication, both from 0 */
  readonly point: number;
  readonly from: number;
  readonly metrics: RunMetrics;
  readonly runs: readonly Run[];
}

/** `point-12-runs-1-10.json`: numbers count from 1, as in the tables. */
const NAME = /^point-\d+-runs-\d+-\d+\.json$/;
const ASIDE = /^point-.*\.(json|failed)\..+$/;

function nameOf({ point, from, count }: Chunk): string {
  return `point-${point.index + 1}-runs-${from + 1}-${from + count}.json`;
}

/** Beside the result file: why there is none. Only a process that nobody listens to writes one. */
function failureOf(chunk: Chunk): string {
  return nameOf(chunk).replace(/json$/, "failed");
}

/** @throws (rejects) what the disk said; nothing is left behind then */
export function writeChunk(folder: string, chunk: Chunk, result: ChunkResult): Promise<void> {
  return writeWhole(join(folder, TASKS, nameOf(chunk)), JSON.stringify(result));
}

/** Write down that a chunk was tried and cannot be made. */
export function writeFailure(folder: string, chunk: Chunk, reason: string): Promise<void> {
  return writeWhole(join(folder, TASKS, failureOf(chunk)), reason);
}

/** It is to be tried again. */
export function forgetFailure(folder: string, chunk: Chunk): void {
  rmSync(join(folder, TASKS, failureOf(chunk)), { force: true });
}

/** What has become of chunks, as the folder says now: done, failed (then why), or null. */
export function chunkEnds(folder: string): (chunk: Chunk) => "done" | { readonly failed: string } | null {
  const names = new Set(readdirSync(join(folder, TASKS)));
  return (chunk) => {
    if (names.has(nameOf(chunk))) return "done";
    const failure = failureOf(chunk);
    return names.has(failure) ? { failed: readFileSync(join(folder, TASKS, failure), "utf8") } : null;
  };
}

/** Written under a name that no other writer has, on this machine or another. */
async function writeWhole(path: string, text: string): Promise<void> {
  const aside = `${path}.${hostname()}-${process.pid}-${threadId}`;
  rmSync(aside, { force: true });
  try {
    await writeFlushed(aside, text);
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
