// The folder of an experiment: that of a run, with a plan in it until it is complete.

import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { stringify } from "yaml";
import type { LoadedExperiment } from "../../index.ts";
import { FolderRefused } from "../folder-refused.ts";
import { MANIFEST_FILE } from "../manifest.ts";
import { openRunFolder, type RunFolder, type RunFolderRequest } from "../run-folder.ts";
import { version } from "../version.ts";
import { EXPERIMENT_FILE, experimentTexts } from "./experiment-tables.ts";
import { type ExperimentPlan, endPlan, readPlan, readSourceText, TASKS, writePlan } from "./plan.ts";

/** A folder that is held, and what is to be done in it. */
export interface OpenExperiment {
  readonly folder: RunFolder;
  readonly plan: ExperimentPlan;
}

/**
 * Begin an experiment in a folder of its own.
 * @throws FolderRefused (rejects) when it cannot be had
 */
export async function beginExperiment(
  loaded: LoadedExperiment,
  request: Pick<RunFolderRequest, "out" | "force" | "root" | "page">,
): Promise<OpenExperiment> {
  const folder = await openRunFolder({
    ...request,
    facts: factsOf(loaded.experiment, stringify(loaded.source)),
  });
  try {
    await writePlan(folder.path, loaded);
    return { folder, plan: readPlan(folder.path) };
  } catch (error) {
    const reason = `it cannot be written to (${(error as Error).message})`;
    // What cannot be written down cannot be marked as failed either.
    await folder.fail(reason).catch(() => {});
    throw new FolderRefused(folder.path, reason, "name another with --out");
  }
}

/**
 * Take up an experiment that has begun in a folder.
 * @param page makes its page at the end; undefined: none is made
 * @returns null when it is complete: nothing is to be done
 * @throws FolderRefused (rejects) when there is none, or another process works on it
 */
export async function resumeExperiment(
  path: string,
  page: RunFolderRequest["page"],
): Promise<OpenExperiment | null> {
  const complete = isComplete(path);
  refuseRun(path);
  if (complete) {
    endPlan(path); // of a process that died right after it had completed
    return null;
  }
  const plan = readPlan(path);
  const facts = factsOf(plan.experiment, readSourceText(path));
  const folder = await openRunFolder({ out: resolve(path), force: true, root: "results", page, facts });
  return { folder, plan };
}

/** Whether the folder's manifest says that its result is all there. */
export function isComplete(path: string): boolean {
  const manifest = join(path, MANIFEST_FILE);
  if (!existsSync(manifest))
    throw new FolderRefused(path, "there is no result", "name the folder that a sweep has printed");
  try {
    return (JSON.parse(readFileSync(manifest, "utf8")) as { complete?: unknown }).complete === true;
  } catch {
    throw new FolderRefused(path, `${MANIFEST_FILE} is not readable`, "begin the experiment anew");
  }
}

/** @throws FolderRefused for a folder that holds the result of something else */
function refuseRun(path: string): void {
  if (existsSync(join(path, EXPERIMENT_FILE)) || existsSync(join(path, TASKS))) return;
  throw new FolderRefused(
    path,
    "no experiment has begun here, and runs are not resumed",
    "make a run anew, or name the folder that a sweep has printed",
  );
}

function factsOf(experiment: LoadedExperiment["experiment"], source: string) {
  const texts = [...experimentTexts(experiment, source).values()].join("");
  return {
    version: version(),
    name: experiment.name,
    scenarioHash: createHash("sha256").update(texts).digest("hex"),
    seed: experiment.seed,
  };
}
