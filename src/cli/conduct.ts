// Works on an experiment in its folder until it is complete, somebody stops it or the disk fails, and says so.

import { parse } from "yaml";
import type { Experiment } from "../index.ts";
import { Known, stepOf } from "../index.ts";
import { takeAllChunks } from "../io/experiment/chunk-file.ts";
import { DiskFailed, type Executor } from "../io/experiment/executor.ts";
import type { OpenExperiment } from "../io/experiment/experiment-folder.ts";
import { experimentTexts, writeExperimentTables } from "../io/experiment/experiment-tables.ts";
import { endPlan, readSourceText } from "../io/experiment/plan.ts";
import { runExperiment } from "../io/experiment/run-experiment.ts";
import { cancelArrays, lastResources } from "../io/experiment/slurm/job-array.ts";
import { FolderRefused } from "../io/folder-refused.ts";
import { PAGE_FILE, type RunFolder } from "../io/run-folder.ts";
import { coloured, hasColour } from "./colour.ts";
import { executorFor, whyNot } from "./executor-for.ts";
import { ExitCode } from "./exit-code.ts";
import { experimentAnswer } from "./experiment-answer.ts";
import { type ExperimentProgress, experimentProgress } from "./experiment-progress.ts";
import { fromHere } from "./from-here.ts";
import { onInterrupt } from "./interrupt.ts";
import type { WorkOptions } from "./work-options.ts";

/**
 * Open an experiment and work on it.
 * @param open gives the experiment, or null when nothing is to be done
 */
export async function working(
  options: WorkOptions,
  open: () => Promise<OpenExperiment | null>,
): Promise<number> {
  const missing = await whyNot(options);
  if (missing !== null) {
    process.stderr.write(`error: ${missing}\n`);
    return ExitCode.refused;
  }
  let opened: OpenExperiment | null;
  try {
    opened = await open();
  } catch (error) {
    if (!(error instanceof FolderRefused)) throw error;
    process.stderr.write(`error: ${error.message}; ${error.advice}\n`);
    return ExitCode.refused;
  }
  return opened === null ? ExitCode.done : conduct(opened, options);
}

async function conduct({ folder, plan }: OpenExperiment, options: WorkOptions): Promise<number> {
  const { experiment } = plan;
  const begun = performance.now();
  const stop = new AbortController();
  const interrupt = onInterrupt(() => stop.abort());
  const tell = teller(options.json === true);
  const known = new Known();
  const silent = options.quiet === true || options.json === true;
  let executor: Executor | null = null;
  let progress: ExperimentProgress | null = null;
  try {
    executor = await executorFor(folder.path, options);
    // Asked before the results are read, so that what is done in between is among them.
    const left = await executor.begun();
    // Tasks of a cluster may be at work in the folder whoever holds it.
    takeAllChunks(folder.path, known, lastResources(folder.path) === null ? "remove" : "leave");
    progress = experimentProgress(experiment.name, silent, known.count);
    const work = { experiment, events: plan.events, folder: folder.path, executor, known, left };
    tell("begin", { folder: folder.path, points: experiment.points.length, known_runs: known.count });
    const whole = await runExperiment(work, stepOf(experiment), {
      signal: stop.signal,
      moved: progress.moved,
      ended({ point, from, count }, reason) {
        const chunk = { point: point.index + 1, first_replication: from + 1, replications: count };
        if (reason === null) tell("chunk", { ...chunk, runs: known.count });
        else tell("failed", { ...chunk, reason });
      },
      note(words) {
        tell("note", { words });
        if (!silent) process.stderr.write(`${words}\n`);
      },
    });
    progress?.stop();
    const source = readSourceText(folder.path);
    await writeResults(folder, experiment, known, source);
    const seconds = (performance.now() - begun) / 1000;
    if (!whole) return await interrupted(folder, known, tell);
    if (known.failed.size > 0) return await partly(folder, known, tell);
    const pageless = await folder.complete();
    if (pageless !== null) process.stderr.write(`warning: ${PAGE_FILE} could not be made: ${pageless}\n`);
    await cancelArrays(folder.path);
    endPlan(folder.path);
    tell("complete", { folder: folder.path, runs: known.count, seconds });
    if (options.quiet !== true && options.json !== true) {
      const about = { folder: fromHere(folder.path), scenario: parse(source) as unknown };
      const lines = experimentAnswer({ experiment, known, seconds, ...about });
      process.stdout.write(`${(hasColour() ? coloured(lines) : lines).join("\n")}\n`);
    }
    return ExitCode.done;
  } catch (error) {
    progress?.stop();
    return await failed(folder, known, error as Error);
  } finally {
    interrupt.stop();
    await executor?.close();
  }
}

async function writeResults(
  folder: RunFolder,
  experiment: Experiment,
  known: Known,
  source: string,
): Promise<void> {
  const texts = experimentTexts(experiment, source);
  for (const [file, text] of texts) await folder.text(file, text);
  await writeExperimentTables(folder, experiment, known);
}

type Tell = (event: string, facts: Readonly<Record<string, unknown>>) => void;

/** Events for machines, a line of JSON each. */
function teller(json: boolean): Tell {
  return (event, facts) => {
    if (json) process.stdout.write(`${JSON.stringify({ event, ...facts })}\n`);
  };
}

async function interrupted(folder: RunFolder, known: Known, tell: Tell): Promise<number> {
  const state = `interrupted: ${known.count} runs are done`;
  await folder.interrupt(state);
  tell("interrupted", { folder: folder.path, runs: known.count });
  process.stderr.write(`${state}; kept in ${fromHere(folder.path)}, marked incomplete\n${goOn(folder)}`);
  return ExitCode.interrupted;
}

async function partly(folder: RunFolder, known: Known, tell: Tell): Promise<number> {
  const failures = [...known.failed].map(([point, reason]) => `point ${point + 1}: ${firstLine(reason)}`);
  const state = `${failures.length} of the points could not be run to their end`;
  await folder.interrupt(`${state}; ${failures[0]}`);
  tell("partly", { folder: folder.path, runs: known.count, failed: failures });
  process.stderr.write(`error: ${failures.join("\nerror: ")}\n`);
  process.stderr.write(`${state}; the others are in ${fromHere(folder.path)}\n${goOn(folder)}`);
  return ExitCode.partly;
}

async function failed(folder: RunFolder, known: Known, error: Error): Promise<number> {
  process.stderr.write(`error: ${error.message}\n`);
  try {
    await folder.fail(error.message);
  } catch (again) {
    // A disk that is full has no room for the word that it is full; the folder says that the run has not ended.
    if (!(error instanceof DiskFailed) && (again as Error).message !== error.message) throw again;
  }
  process.stderr.write(`${known.count} runs are done and kept in ${fromHere(folder.path)}\n${goOn(folder)}`);
  return ExitCode.failed;
}

function firstLine(text: string): string {
  return text.split("\n")[0]!;
}

function goOn(folder: RunFolder): string {
  return `to go on: npm run sim -- resume ${fromHere(folder.path)}\n`;
}
