// Makes the runs of a chunk and its result file, in slices, wherever it is called: in the program's own thread, in a worker
// thread, in a process on another machine.

import { type Chunk, type Point, pointScenario, printProblems, type Scenario } from "../../index.ts";
import { keptScenarioFiles, type WithFiles } from "../scenario-files.ts";
import { writeChunk } from "./chunk-file.ts";
import { makeRuns, type RunsOfPointWatch } from "./make-runs.ts";
import { type ExperimentPlan, readPlan, sourceOf } from "./plan.ts";

/** How a chunk ended that was not interrupted by an error of the simulation, which is thrown. */
export type ChunkEnd =
  | "done"
  | "stopped"
  /** what the disk said; it would say the same of the next chunk */
  | { readonly disk: string };

export class ChunkMaker {
  readonly #folder: string;
  readonly #plan: ExperimentPlan;
  /** each file that the scenario names is read once, not once a point */
  readonly #withFiles: WithFiles = keptScenarioFiles();
  /** of the last chunk: the next one is often of the same point */
  #last: { readonly point: number; readonly scenario: Scenario } | null = null;

  /** @param folder of an experiment that has begun */
  constructor(folder: string) {
    this.#folder = folder;
    this.#plan = readPlan(folder);
  }

  /** @throws (rejects) what the simulation said */
  async make(chunk: Chunk, watch: RunsOfPointWatch): Promise<ChunkEnd> {
    const scenario = await this.#scenarioOf(chunk.point);
    const made = await makeRuns(scenario, chunk, watch);
    if (made === null) return "stopped";
    const { from } = chunk;
    try {
      await writeChunk(this.#folder, chunk, { point: chunk.point.index, from, ...made });
      return "done";
    } catch (error) {
      return { disk: (error as Error).message };
    }
  }

  async #scenarioOf(point: Point): Promise<Scenario> {
    if (this.#last?.point === point.index) return this.#last.scenario;
    const { experiment } = this.#plan;
    const result = await this.#withFiles((files) =>
      pointScenario(sourceOf(this.#folder), experiment, point, files),
    );
    if (!result.ok) throw new Error(printProblems(result.problems, result.texts).trim());
    this.#last = { point: point.index, scenario: result.scenario };
    return result.scenario;
  }
}
