// How far an experiment is, told from its folder without touching it.

import { countedReplications, Known, stepOf } from "../../index.ts";
import { lockHolder } from "../run-lock.ts";
import { takeAllChunks } from "./chunk-file.ts";
import { isComplete } from "./experiment-folder.ts";
import { readPlan } from "./plan.ts";

export interface ExperimentStatus {
  /** at work: a process holds the folder; stopped: none does, and it is not complete */
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
}

/** @throws FolderRefused when no experiment has begun in the folder */
export function experimentStatus(folder: string): ExperimentStatus {
  if (isComplete(folder)) return { state: "complete", holder: null, progress: null };
  const holder = lockHolder(folder);
  const { experiment } = readPlan(folder);
  const known = new Known();
  takeAllChunks(folder, known, "leave");
  const wishes = stepOf(experiment)(known);
  const counted = countedReplications(experiment, known);
  const missing = wishes.reduce(
    (sum, { point, replications }) => sum + replications - counted[point.index]!,
    0,
  );
  // A search never comes to most of its points.
  const wished = new Set(wishes.map(({ point }) => point.index));
  const begun = experiment.points.filter(({ index }) => wished.has(index) || known.of(index) !== null);
  const points = experiment.question?.kind !== "tune" ? experiment.points.length : begun.length;
  const progress = {
    points,
    settled: points - wishes.length,
    runs: known.count,
    wanted: known.count + missing,
  };
  return { state: holder === null ? "stopped" : "at work", holder, progress };
}
