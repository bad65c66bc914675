// Makes the runs of a chunk and its result file, in slices, wherever it is called: in the program's own thread, in a worker
// thread, in a process on another machine.

import { setImmediate } from "node:timers/promises";
import {
  type Chunk,
  type Point,
  pointScenario,
  printProblems,
  type ReplicationOutcomes,
  type RunOutcome,
  runMetrics,
  type Scenario,
  type Task,
  TaskRun,
  type Variant,
  variantsOf,
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
  const found = [];
  for (let run = 0; run < chunk.count; run++) {
    const outcomes = await makeReplication(scenario, chunk.from + run, {
      ...watch,
      progress: (share) => watch.progress(run + share),
    });
    if (outcomes === null) return null;
    found.push(runMetrics(outcomes, scenario));
  }
  const { metrics } = found[0]!;
  return { point: chunk.point.index, from: chunk.from, metrics, runs: found.map(({ run }) => run) };
}

/** All variants of one replication; null if stopped. */
async function makeReplication(
  scenario: Scenario,
  replication: number,
  watch: ChunkWatch,
): Promise<ReplicationOutcomes | null> {
  const variants = variantsOf(scenario);
  const outcomes: Partial<Record<Variant, RunOutcome>> = {};
  for (const [done, variant] of variants.entries()) {
    const progress = (share: number) => watch.progress((done + share) / variants.length);
    const outcome = await makeRun(scenario, { replication, variant }, { ...watch, progress });
    if (outcome === null) return null;
    outcomes[variant] = outcome;
  }
  const { rental, baseline = null, backfill = null } = outcomes;
  return { rental: rental!, baseline, backfill };
}

/** One run, of whose rows nothing is kept but what is added up from them; null if stopped. */
async function makeRun(scenario: Scenario, task: Task, watch: ChunkWatch): Promise<RunOutcome | null> {
  const run = new TaskRun(scenario, task, false);
  while (!run.advance(SLICE)) {
    run.drain();
    watch.progress(run.progress);
    await setImmediate();
    if (watch.stopped()) return null;
  }
  // A run may be over within a slice: between two runs there is time for an interrupt as well.
  await setImmediate();
  return watch.stopped() ? null : run.finish();
}
