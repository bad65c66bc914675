// The waiting, with a queue that says what the test wants it to say.

import { chmodSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Chunk } from "../../../../../src/index.ts";
import { writeChunk, writeFailure } from "../../../../../src/io/experiment/chunk-file.ts";
import type { ChunkEvents } from "../../../../../src/io/experiment/executor.ts";
import { watchArrays } from "../../../../../src/io/experiment/slurm/array-watch.ts";
import { type JobArray, writeArray } from "../../../../../src/io/experiment/slurm/job-array.ts";

const home = mkdtempSync(join(tmpdir(), "slackwater-watch-"));
const path = process.env.PATH;
beforeAll(() => {
  process.env.PATH = `${join(home, "bin")}:${path}`;
});
afterAll(() => {
  process.env.PATH = path;
  rmSync(home, { recursive: true });
});

const RESOURCES = { partition: null, account: null, mem: "1G", atOnce: null, taskSeconds: 30 };
const QUICK = { files: 5, queue: 10, grace: 100 };
const CHUNKS: readonly Chunk[] = [0, 1, 2].map((index) => ({
  point: { index, values: [] },
  from: 0,
  count: 1,
}));

let folders = 0;
let folder: string;
let array: JobArray;

beforeEach(async () => {
  folder = join(home, String(folders++));
  mkdirSync(join(folder, "tasks"), { recursive: true });
  array = await writeArray(folder, [CHUNKS.slice(0, 2), CHUNKS.slice(2)], RESOURCES);
});

/** The queue prints these lines from now on, after it has done what it is told; `null`: it does not answer. */
function queueSays(lines: readonly string[] | null, first = ""): void {
  mkdirSync(join(home, "bin"), { recursive: true });
  const text = lines?.map((line) => `echo '${line}|${array.name}'`).join("\n") ?? "exit 1";
  writeFileSync(join(home, "bin/squeue"), `#!/bin/sh\n${first}\n${text}\n`);
  chmodSync(join(home, "bin/squeue"), 0o755);
}

function result(chunk: Chunk): Promise<void> {
  return writeChunk(folder, chunk, { point: chunk.point.index, from: 0, metrics: [], runs: [] });
}

/** Wait, and say what was told; `heard` is called with all of it whenever something is. */
async function watch(
  heard: (told: readonly string[], stop: () => void) => void = () => {},
): Promise<string[]> {
  const told: string[] = [];
  const stop = new AbortController();
  const say = (words: string) => {
    told.push(words);
    heard(told, () => stop.abort());
  };
  const events: ChunkEvents = {
    done: ({ point }) => say(`done ${point.index}`),
    failed: ({ point }, reason) => say(`failed ${point.index}: ${reason}`),
    progress() {},
    note: say,
  };
  await watchArrays({ folder, arrays: [array], chunks: new Set(CHUNKS) }, events, stop.signal, QUICK);
  return told;
}

test("a chunk is done when its file is there, whatever the queue says", async () => {
  queueSays(null);
  for (const chunk of CHUNKS) await result(chunk);
  expect(await watch()).toEqual(["done 0", "done 1", "done 2"]);
});

test("a task that has left the queue without its results is given up, the others are not", async () => {
  queueSays(["0|NODE_FAIL|None", "1|RUNNING|None"]);
  await result(CHUNKS[0]!);
  const told = await watch((all) => {
    if (all.length === 2) void result(CHUNKS[2]!);
  });
  expect(told).toEqual([
    "done 0",
    expect.stringMatching(
      /^failed 1: task 0 of the job array slackwater-\w+ has ended .* \(NODE_FAIL\); see .*0\.out$/,
    ),
    "done 2",
  ]);
});

test("a queue that knows nothing of an array gives all of it up, after a while in which files may still come", async () => {
  await result(CHUNKS[1]!);
  const [late] = readdirSync(join(folder, "tasks")).filter((name) => name.startsWith("point-"));
  renameSync(join(folder, "tasks", late!), join(folder, late!));
  const [called, there] = [join(folder, "called"), join(folder, late!)];
  queueSays(
    [],
    `[ -e '${called}' ] && mv '${there}' '${join(folder, "tasks")}' 2>/dev/null; touch '${called}'`,
  );
  const told = await watch();
  expect(told.map((words) => words.split(":")[0])).toEqual(["done 1", "failed 0", "failed 2"]);
});

test("a queue that does not answer gives nothing up; a task that waits for somebody says for whom, once", async () => {
  queueSays(null);
  setTimeout(() => queueSays(["0|PENDING|JobHeldUser", "1|PENDING|Priority"]), 300);
  expect(await watch((_, stop) => setTimeout(stop, 300))).toEqual(["tasks wait: JobHeldUser"]);
});

test("a chunk that cannot be made fails at once with the reason that its task has left", async () => {
  queueSays(["0|RUNNING|None", "1|RUNNING|None"]);
  await writeFailure(folder, CHUNKS[0]!, "no such file");
  for (const chunk of CHUNKS.slice(1)) await result(chunk);
  expect(await watch()).toEqual(["failed 0: no such file", "done 1", "done 2"]);
});
