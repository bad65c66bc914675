// Makes the runs of a chunk and its result file, in slices, wherever it is called: in the program's own thread, in a worker
// thread, in a process on another machine.

import { setImmediate } from "node:timers/promises";
import {
  type Chunk,
  type Point,
  pointScenario,
  printProblems,
  type RunTotals,
  runMetrics,
  type Scenario,
  simulationOf,
  type Task,
  tasksOf,
} from "../../index.ts";
import { keptScenarioFiles, type WithFiles } from "../scenario-files.ts";
import { type ChunkResult, writeChunk } from "./chunk-file.ts";
import { type ExperimentPlan, readPlan, sourceOf } from "./plan.ts";

/** Instants that a slice simulates: some ten milliseconds of work. */
const SLICE = 10_000;

interface ChunkWatch {
  /** runs that are done, parts of them included */
  progress(runs: number): void;
  stopped(): boolean;
}

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
  async make(chunk: Chunk, watch: ChunkWatch): Promise<ChunkEnd> {
    const scenario = await this.#scenarioOf(chunk.point);
    const result = await resultOf(scenario, chunk, watch);
    if (result === null) return "stopped";
    try {
      await writeChunk(this.#folder, chunk, result);
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

/** null if stopped */
async function resultOf(scenario: Scenario, chunk: Chunk, watch: ChunkWatch): Promise<ChunkResult | null> {
  const variants = tasksOf({ ...scenario, replications: 1 }).map(({ variant }) => variant);
  const found = [];
  for (let run = 0; run < chunk.count; run++) {
    const totals: RunTotals[] = [];
    for (const variant of variants) {
      const done = run + totals.length / variants.length;
      const task = { replication: chunk.from + run, variant };
      const total = await makeRun(scenario, task, {
        ...watch,
        progress: (share) => watch.progress(done + share / variants.length),
      });
      if (total === null) return null;
      totals.push(total);
    }
    found.push(runMetrics(totals[0]!, totals[1] ?? null, scenario));
  }
  const { metrics } = found[0]!;
  return { point: chunk.point.index, from: chunk.from, metrics, runs: found.map(({ run }) => run) };
}

/** One run, of which only the totals are kept; null if stopped. */
async function makeRun(scenario: Scenario, task: Task, watch: ChunkWatch): Promise<RunTotals | null> {
  const simulation = simulationOf(scenario, task, false);
  while (!simulation.advance(Infinity, SLICE)) {
    simulation.drain();
    watch.progress(simulation.progress);
    await setImmediate();
    if (watch.stopped()) return null;
  }
  // A run may be over within a slice: between two runs there is time for an interrupt as well.
  await setImmediate();
  return watch.stopped() ? null : simulation.finish();
}
