// Schedules of real batch logs under FCFS, EASY and conservative backfill, job by job. The logs and the schedules lie beside
// the repository and are not part of it. Logs: Parallel Workloads Archive (Feitelson, Tsafrir and Krakov, JPDC 2014) and the
// donors that it names.

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { loadScenario, printProblems, type Scenario } from "../../src/index.ts";
import { withScenarioFiles } from "../../src/io/scenario-files.ts";
import { SECOND } from "../../src/kernel/time.ts";
import { runOf } from "../models.ts";

const ORACLES = "../shared/oracles/batch-schedulers";
const present = existsSync(`${ORACLES}/cases.csv`);
const title = `schedules of batch logs (${present ? "of" : "skipped: there is no"} ${ORACLES}, from the root of the repository)`;

const PROCESSORS = new Map([
  ["KTH-SP2", 100],
  ["LLNL-Atlas", 9216],
  ["NASA-iPSC", 128],
  ["SDSC-SP2-5K", 128],
  ["HPC2N-3k", 240],
  ["Lublin-256", 256],
  ["TieTorture-1", 16],
  ["TieTorture-2", 64],
]);

/** Our name of a backfill, and that of the schedule's file. */
const BACKFILLS = [
  ["none", "fcfs"],
  ["easy", "easy"],
  ["conservative", "cons"],
] as const;

describe.skipIf(!present)(title, () => {
  const folder = mkdtempSync(join(tmpdir(), "slackwater-batch-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  const cases = [...PROCESSORS].flatMap(([log, processors]) =>
    BACKFILLS.map(([backfill, file]) => ({ log, processors, backfill, file })),
  );
  test.each(cases)(
    "$log, backfill $backfill: every job starts and ends when the published schedule has it",
    async ({ log, processors, backfill, file }) => {
      const scenario = await scenarioOf(join(folder, "scenario.yaml"), log, processors, backfill);
      const rows = readGzip(`${log}.${file}.csv.gz`).trim().split("\n").slice(1);
      const ours = runOf(scenario, scenario.seed).jobs.map(
        ({ id, arrival, firstStart, end }) => `${id},${[arrival, firstStart, end].map(inSeconds).join()}`,
      );
      expect(ours.sort()).toEqual(rows.sort());
    },
    60_000,
  );
});

function readGzip(name: string): string {
  return gunzipSync(readFileSync(`${ORACLES}/${name}`)).toString();
}

function inSeconds(instant: number): number {
  return instant / SECOND;
}

/** The log on one pool of so many GPUs, as a user would write it. */
async function scenarioOf(
  path: string,
  log: string,
  processors: number,
  backfill: string,
): Promise<Scenario> {
  writeFileSync(
    path,
    `
name: ${log}
horizon: all
step: 1y
fleet: {pools: [{name: p, gpu: V100, nodes: ${processors}, gpus_per_node: 1}]}
internal:
  log: {kind: trace, file: ${resolve(`${ORACLES}/${log}.swf.gz`)}, estimate: trace, kill_at_estimate: true}
scheduling: {order: fcfs, head_of_line: block, backfill: ${backfill}, placement: pool, preemption: never}
`,
  );
  const loaded = await withScenarioFiles((files) => loadScenario(path, [], files));
  if (!loaded.ok) throw new Error(printProblems(loaded.problems, loaded.texts));
  return loaded.scenario;
}
