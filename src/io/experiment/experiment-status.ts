// How far an experiment is, told from its folder without touching it.

import { Known, missingRuns, stepOf } from "../../index.ts";
import { lockHolder } from "../run-lock.ts";
import { takeAllChunks } from "./chunk-file.ts";
import { isComplete } from "./experiment-folder.ts";
import { readPlan } from "./plan.ts";
import { type ArrayProgress, arrayProgress } from "./slurm/array-progress.ts";

export interface ExperimentStatus {
  /** at work: a process holds the folder, or a cluster makes its chunks; stopped: neither, and it is not complete */
  readonly state: "complete" | "at work" | "stopped";
  /** which process works on it, or null */
  readonly holder: string | null;
  /** null of an experiment that is complete: its files say all of this */
  readonly progress: {
    readonly points: number;
    /** points that are settled */
    readonly settled: number;
    readonly runs: number;
    /** runs that are wanted as far as is known */
    readonly wanted: number;
  } | null;
  /** the last job array; null where there is none */
  readonly array: ArrayProgress | null;
}

/** @throws FolderRefused (rejects) when no experiment has begun in the folder */
export async function experimentStatus(folder: string): Promise<ExperimentStatus> {
  if (isComplete(folder)) return { state: "complete", holder: null, progress: null, array: null };
  const holder = lockHolder(folder);
  const { experiment } = readPlan(folder);
  const known = new Known();
  takeAllChunks(folder, known, "leave");
  const wishes = stepOf(experiment)(known);
  // A search never comes to most of its points.
  const wished = new Set(wishes.map(({ point }) => point.index));
  const begun = experiment.points.filter(({ index }) => wished.has(index) || known.of(index) !== null);
  const points = experiment.question?.kind !== "tune" ? experiment.points.length : begun.length;
  const progress = {
    points,
    settled: points - wishes.length,
    runs: known.count,
    wanted: known.count + missingRuns(wishes, known),
  };
  const array = await arrayProgress(folder, experiment.points, known);
  const { waiting, running } = array?.others ?? { waiting: 0, running: 0 };
  const atWork = holder !== null || waiting + running > 0;
  return { state: atWork ? "at work" : "stopped", holder, progress, array };
}
