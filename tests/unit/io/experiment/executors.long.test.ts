// What every executor must do, and what becomes of a thread that dies.

import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Chunk, Known, type LoadedExperiment, loadExperiment } from "../../../../src/index.ts";
import { takeAllChunks } from "../../../../src/io/experiment/chunk-file.ts";
import type { ChunkEvents, Executor } from "../../../../src/io/experiment/executor.ts";
import { inlineExecutor } from "../../../../src/io/experiment/inline-executor.ts";
import { writePlan } from "../../../../src/io/experiment/plan.ts";
import { threadExecutor } from "../../../../src/io/experiment/thread-executor.ts";
import { withScenarioFiles } from "../../../../src/io/scenario-files.ts";
import { SMALL } from "../../../cli/sim.ts";

const home = mkdtempSync(join(tmpdir(), "slackwater-executors-"));
afterAll(() => rmSync(home, { recursive: true }));

const TYPED = {
  sweeps: ["rental.products.spot.price=1,2,3"],
  replications: "4",
  until: [],
  minimum: null,
  maximum: null,
  metrics: null,
  command: "sweep" as const,
  control: null,
  own: [],
};

let loaded: LoadedExperiment;
let chunks: Chunk[];

beforeAll(async () => {
  const path = join(home, "small.yaml");
  writeFileSync(path, SMALL);
  const request = { path, overrides: [], typed: TYPED, anySize: false };
  const result = await withScenarioFiles((files) => loadExperiment(request, files));
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  loaded = result.loaded;
  chunks = loaded.experiment.points.flatMap((point) => [0, 2].map((from) => ({ point, from, count: 2 })));
});

async function begun(name: string): Promise<string> {
  const folder = join(home, name);
  mkdirSync(folder);
  await writePlan(folder, loaded);
  return folder;
}

/** Run all chunks: what is known then, and what was told. */
async function run(folder: string, executor: Executor) {
  const [done, failed]: [string[], string[]] = [[], []];
  const events: ChunkEvents = {
    done: ({ point, from }) => done.push(`${point.index}/${from}`),
    failed: ({ point, from }, reason) => failed.push(`${point.index}/${from}: ${reason}`),
    progress() {},
    note() {},
  };
  await executor.run(chunks, events, new AbortController().signal);
  await executor.close();
  const known = new Known();
  takeAllChunks(folder, known, "leave");
  const found = loaded.experiment.points.map(({ index }) => known.of(index));
  return { done: done.sort(), failed: failed.sort(), found, count: known.count };
}

const ALL = ["0/0", "0/2", "1/0", "1/2", "2/0", "2/2"];

test("a thread that dies gets its chunk a second time in a fresh one; one that dies again is told, and the others go on", async () => {
  const folder = await begun("inline");
  const inline = await run(folder, inlineExecutor(folder));
  expect([inline.done, inline.failed, inline.count]).toEqual([ALL, [], 12]);

  const once = await begun("once");
  writeFileSync(join(once, "death-of-1-first"), "");
  const mortal = new URL("./mortal-thread.ts", import.meta.url);
  const threads = await run(once, await threadExecutor(once, 2, mortal));
  expect([threads.done, threads.failed]).toEqual([ALL, []]);
  expect(threads.found).toEqual(inline.found);

  // Each of the two chunks of the point dies twice.
  const twice = await begun("twice");
  for (const death of ["a", "b", "c", "d"]) writeFileSync(join(twice, `death-of-1-${death}`), "");
  const partly = await run(twice, await threadExecutor(twice, 2, mortal));
  expect(partly.done).toEqual(ALL.filter((chunk) => !chunk.startsWith("1/")));
  expect(partly.failed).toEqual(["1/0: worker exited with code: 7", "1/2: worker exited with code: 7"]);
  expect(partly.found).toEqual([inline.found[0], null, inline.found[2]]);
  expect(readdirSync(twice)).toEqual(["tasks"]);
});

test("an executor that is stopped leaves whole result files or none", async () => {
  const folder = await begun("stopped");
  const executor = await threadExecutor(folder, 1);
  const stop = new AbortController();
  let done = 0;
  const events: ChunkEvents = {
    done() {
      done += 1;
      stop.abort();
    },
    failed: (_, reason) => expect.unreachable(reason),
    progress() {},
    note() {},
  };
  await executor.run(chunks, events, stop.signal);
  await executor.close();
  const known = new Known();
  takeAllChunks(folder, known, "remove");
  expect(done).toBeGreaterThanOrEqual(1);
  expect(known.count).toBeGreaterThanOrEqual(2 * done);
  expect(known.count).toBeLessThan(12);
});
