// The runs of a scenario on worker threads: what is written is what this thread alone would have written.

import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { loadScenario, type Scenario } from "../../../../src/index.ts";
import { execute } from "../../../../src/io/execute.ts";
import { openRunFolder, type RunFolder } from "../../../../src/io/run-folder.ts";
import { withScenarioFiles } from "../../../../src/io/scenario-files.ts";
import { filesIn, manifest, results, rows, SMALL } from "../../../cli/sim.ts";

const home = mkdtempSync(join(tmpdir(), "slackwater-runs-"));
afterAll(() => rmSync(home, { recursive: true }));

const OVERRIDES = ["replications=5"];
const path = join(home, "small.yaml");
writeFileSync(path, `${SMALL}mode: trajectory\nbaseline: true\noutputs: {jobs: csv.gz}\n`);

async function scenarioAt(path: string): Promise<Scenario> {
  const loaded = await withScenarioFiles((files) => loadScenario(path, OVERRIDES, files));
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.scenario;
}

function open(name: string): Promise<RunFolder> {
  const facts = { version: "0.1.0", name: "small", scenarioHash: "abcdef0123456789", seed: "1" };
  return openRunFolder({ facts, out: join(home, name), force: false, root: home });
}

const watch = { progress() {}, signal: new AbortController().signal };

test("one thread and three write the bytes of this thread alone: tables, packed jobs and the course of a trajectory", async () => {
  const scenario = await scenarioAt(path);
  for (const count of [0, 1, 3]) {
    const folder = await open(`of-${count}`);
    const shares = [0];
    const progress = (share: number) => shares.push(share);
    const threads = count === 0 ? null : { count, path, overrides: OVERRIDES };
    const { totals } = await execute(scenario, folder, threads, { ...watch, progress });
    await folder.complete();
    expect(totals).toHaveLength(5);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
  }
  const alone = results(join(home, "of-0"));
  expect(Object.keys(alone)).toEqual(
    expect.arrayContaining(["baseline/jobs.csv.gz", "jobs.csv.gz", "trajectory.csv", "waits.csv"]),
  );
  expect(results(join(home, "of-1"))).toEqual(alone);
  expect(results(join(home, "of-3"))).toEqual(alone);
  expect(manifest(join(home, "of-3")).files).toEqual(manifest(join(home, "of-0")).files);
});

test("a thread that dies ends the run and says of which replication; those before it are kept whole", async () => {
  const folder = await open("mortal");
  const entry = new URL("./mortal-thread.ts", import.meta.url);
  const threads = { count: 2, path, overrides: OVERRIDES, entry };
  await expect(execute(await scenarioAt(path), folder, threads, watch)).rejects.toThrow(
    "replication 2: worker exited with code: 7",
  );
  expect(existsSync(folder.scratch)).toBe(false);
  await folder.fail("a thread died");
  const kept = rows(join(folder.path, "baseline/utilisation.csv"));
  expect(new Set(kept.map(({ replication }) => replication))).toEqual(new Set(["1"]));
  expect(filesIn(folder.path).filter((name) => name.startsWith("."))).toEqual([]);
});

test("runs are never made of two versions of a scenario: a file that is changed in between ends the run", async () => {
  const changing = join(home, "changing.yaml");
  writeFileSync(changing, SMALL);
  const scenario = await scenarioAt(changing);
  writeFileSync(changing, SMALL.replace("rate: 1/h", "rate: 2/h"));
  const folder = await open("changed");
  const threads = { count: 2, path: changing, overrides: OVERRIDES };
  await expect(execute(scenario, folder, threads, watch)).rejects.toThrow("has been changed while");
  await folder.fail("changed");
});
