// Our own measurements: a scenario, written into the workshop, and a child that runs it.

import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import type { ReplicationOrder, RunOrder } from "./children/order.ts";
import type { Sample } from "./sample.ts";
import type { Workshop } from "./workshop.ts";

const run = promisify(execFile);

/** One run of a scenario, after a warm-up; or runs until `atLeast` s of CPU time are spent. */
export async function runScenario(workshop: Workshop, text: string, atLeast = 0): Promise<Sample> {
  const scenario = await scenarioFile(workshop, text);
  return child(workshop, "run", { scenario, warmUp: true, atLeast } satisfies RunOrder);
}

/** One long run of a scenario, from the start of the program. */
export async function runCold(workshop: Workshop, text: string): Promise<Sample> {
  const scenario = await scenarioFile(workshop, text);
  return child(workshop, "run", { scenario, warmUp: false, atLeast: 0 } satisfies RunOrder);
}

/** @param replications their numbers; one may be made more than once */
export async function replicate(
  workshop: Workshop,
  text: string,
  replications: readonly number[],
  threads: number,
): Promise<Sample> {
  const scenario = await scenarioFile(workshop, text);
  const thread = workshop.path("replication-thread.mjs");
  return child(workshop, "replicate", { scenario, thread, replications, threads } satisfies ReplicationOrder);
}

async function scenarioFile(workshop: Workshop, text: string): Promise<string> {
  const path = workshop.path("scenario.yaml"); // one measurement is made at a time
  await writeFile(path, text);
  return path;
}

async function child(workshop: Workshop, name: string, order: object): Promise<Sample> {
  const words = ["--expose-gc", workshop.path(`${name}.mjs`), JSON.stringify(order)];
  const { stdout } = await run(process.execPath, words, { signal: workshop.signal });
  return JSON.parse(stdout) as Sample;
}
