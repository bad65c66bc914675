import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Chunk, type LoadedExperiment, loadExperiment } from "../../../../../src/index.ts";
import { inlineExecutor } from "../../../../../src/io/experiment/inline-executor.ts";
import { writePlan } from "../../../../../src/io/experiment/plan.ts";
import { writeArray } from "../../../../../src/io/experiment/slurm/job-array.ts";
import { makeArrayTask } from "../../../../../src/io/experiment/slurm/make-array-task.ts";
import { withScenarioFiles } from "../../../../../src/io/scenario-files.ts";
import { SMALL } from "../../../../cli/sim.ts";

const home = mkdtempSync(join(tmpdir(), "slackwater-tasks-"));
afterAll(() => rmSync(home, { recursive: true }));

const RESOURCES = { partition: null, account: null, mem: "1G", atOnce: null, taskSeconds: 30 };
const TRACE = "id,submit,service,gpus\n1,0,3600,8\n2,1800,7200,4\n3,9000,3600,16\n";
const [first, second] = ["first.csv", "second.csv"].map((name) => join(home, name)) as [string, string];

let loaded: LoadedExperiment;
let chunks: Chunk[];

beforeAll(async () => {
  writeFileSync(first, TRACE);
  writeFileSync(second, TRACE);
  const path = join(home, "traced.yaml");
  const columns = "columns: {id: id, submit: submit, service: service, gpus: gpus}";
  writeFileSync(path, SMALL.replace(/research: .*/, `trace: {kind: trace, file: first.csv, ${columns}}`));
  const typed = {
    command: "sweep" as const,
    own: [],
    sweeps: [`internal.trace.file=${first},${second}`],
    replications: "2",
    until: [],
    minimum: null,
    maximum: null,
    metrics: null,
    control: null,
  };
  const request = { path, overrides: [], typed, anySize: false };
  const result = await withScenarioFiles((files) => loadExperiment(request, files));
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  loaded = result.loaded;
  chunks = loaded.experiment.points.flatMap((point) => [0, 1].map((from) => ({ point, from, count: 1 })));
});

/** An experiment that has begun, with an array of two tasks. */
async function begun(name: string): Promise<string> {
  const folder = join(home, name);
  mkdirSync(folder);
  writeFileSync(join(folder, "manifest.json"), '{"complete": false}');
  await writePlan(folder, loaded);
  await writeArray(folder, [chunks.slice(0, 3), chunks.slice(3)], RESOURCES);
  return folder;
}

function ofChunks(folder: string): Record<string, string> {
  const names = readdirSync(join(folder, "tasks")).filter((name) => name.startsWith("point-"));
  return Object.fromEntries(
    names.sort().map((name) => [name, readFileSync(join(folder, "tasks", name), "utf8")]),
  );
}

test("the tasks of an array make the files that this thread alone makes, each its own, and none twice", async () => {
  const [here, there] = [await begun("here"), await begun("there")];
  const events = {
    done() {},
    failed: (_: Chunk, reason: string) => expect.unreachable(reason),
    progress() {},
    note() {},
  };
  await inlineExecutor(here).run(chunks, events, new AbortController().signal);

  const own = Object.keys(ofChunks(here))[0]!;
  writeFileSync(join(there, "tasks", own), "made before");
  await makeArrayTask(there, 1, 0);
  expect(Object.keys(ofChunks(there))).toHaveLength(3);
  await makeArrayTask(there, 1, 1);
  expect(ofChunks(there)).toEqual({ ...ofChunks(here), [own]: "made before" });
});

test("a chunk that cannot be made leaves the reason, and the task makes the others", async () => {
  const folder = await begun("gone");
  rmSync(second);
  await makeArrayTask(folder, 1, 0);
  writeFileSync(second, TRACE);
  const found = ofChunks(folder);
  expect(Object.keys(found)).toEqual([
    "point-1-runs-1-1.json",
    "point-1-runs-2-2.json",
    "point-2-runs-1-1.failed",
  ]);
  expect(found["point-2-runs-1-1.failed"]).toContain("no such file");
});

test("a task that comes when all is complete does nothing; one that the array does not have is refused", async () => {
  const folder = await begun("late");
  await expect(makeArrayTask(folder, 1, 2)).rejects.toThrow("has no task 2");
  writeFileSync(join(folder, "manifest.json"), '{"complete": true}');
  writeFileSync(join(folder, "experiment.yaml"), "");
  rmSync(join(folder, "tasks"), { recursive: true });
  await makeArrayTask(folder, 1, 0);
  expect(existsSync(join(folder, "tasks"))).toBe(false);
});
