// One worker thread of a run: makes the runs that it is told to, and leaves their rows in files of their own.

import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { stringify } from "yaml";
import { loadScenario, type Scenario } from "../../index.ts";
import { openRowsWriter } from "../csv-writer.ts";
import { RunTables, type TableOpener } from "../run-tables.ts";
import { withScenarioFiles } from "../scenario-files.ts";
import type { MadeRun, RunOrder, RunProgress, RunThreadData } from "./runs-on-threads.ts";
import { writeRun } from "./write-run.ts";

/** Between two tellings, ms. */
const EVERY = 200;

/** Who wants the thread to stop, stops it. */
const UNSTOPPED = new AbortController().signal;

const { path, overrides, echo } = workerData as RunThreadData;
let read: Promise<Scenario> | null = null;

export async function makeRun({ place, task, folder }: RunOrder): Promise<MadeRun> {
  read ??= scenarioAgain();
  const scenario = await read;
  let told = performance.now();
  const tables = new RunTables(tablesIn(folder), scenario, [task.variant]);
  const total = await writeRun(scenario, task, tables, {
    progress(share) {
      if (performance.now() < told + EVERY) return;
      told = performance.now();
      parentPort!.postMessage({ place, share } satisfies RunProgress);
    },
    signal: UNSTOPPED,
  });
  return { total: total!, aside: await tables.closeAside(folder, task) };
}

/** @throws (rejects) when its files have changed since the program has read them */
async function scenarioAgain(): Promise<Scenario> {
  const loaded = await withScenarioFiles((files) =>
    loadScenario(path, overrides, files, { anyLength: true }),
  );
  if (loaded.ok && stringify(loaded.scenario.echo) === echo) return loaded.scenario;
  throw new Error(`${path}, or a file that it names, has been changed while it was read`);
}

function tablesIn(folder: string): TableOpener {
  return {
    table(file, table) {
      const target = join(folder, file);
      mkdirSync(dirname(target), { recursive: true });
      return openRowsWriter(target, table);
    },
  };
}
