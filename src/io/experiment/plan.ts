// What a process needs to know to work on an experiment, written down when it begins: another one takes it up from here, on
// this machine or on one that shares the folder.

import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import type { Experiment, LoadedExperiment } from "../../index.ts";
import { putInPlace, writeFlushed } from "../durable-file.ts";
import { FolderRefused } from "../folder-refused.ts";
import { version } from "../version.ts";

/** Holds the plan and the result files until the experiment is complete. */
export const TASKS = "tasks";

const PLAN_FILE = "plan.json";
const SOURCE_FILE = "scenario.yaml";

export interface ExperimentPlan {
  /** of slackwater: another one might give other results */
  readonly version: string;
  readonly experiment: Experiment;
  /** expected events of one replication of each point */
  readonly events: readonly number[];
}

/** Begin an experiment in a folder that is held; what an earlier one left there is removed. */
export async function writePlan(
  folder: string,
  { experiment, events, source }: LoadedExperiment,
): Promise<void> {
  rmSync(join(folder, TASKS), { recursive: true, force: true });
  mkdirSync(join(folder, TASKS));
  await writeFlushed(sourceOf(folder), stringify(source));
  const plan: ExperimentPlan = { version: version(), experiment, events };
  const aside = join(folder, TASKS, `${PLAN_FILE}.part`);
  await writeFlushed(aside, JSON.stringify(plan));
  await putInPlace(aside, planOf(folder));
}

/**
 * The plan of an experiment that has begun in a folder and is not complete.
 * @throws FolderRefused when there is none, or another version of the program has begun it
 */
export function readPlan(folder: string): ExperimentPlan {
  if (!existsSync(planOf(folder)))
    throw new FolderRefused(
      folder,
      "no experiment has begun here",
      "name the folder that a sweep has printed",
    );
  const plan = JSON.parse(readFileSync(planOf(folder), "utf8")) as ExperimentPlan;
  if (plan.version !== version()) {
    const reason = `it was begun with version ${plan.version}, and this is ${version()}`;
    throw new FolderRefused(folder, reason, "end it with that version, or begin it anew");
  }
  return plan;
}

/** Remove what only an experiment needs that is not complete. A task of a cluster may put something into it at this moment. */
export function endPlan(folder: string): void {
  rmSync(join(folder, TASKS), { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

/** The scenario of which the points of the experiment in a folder are made. */
export function sourceOf(folder: string): string {
  return join(folder, TASKS, SOURCE_FILE);
}

export function readSourceText(folder: string): string {
  return readFileSync(sourceOf(folder), "utf8");
}

function planOf(folder: string): string {
  return join(folder, TASKS, PLAN_FILE);
}
