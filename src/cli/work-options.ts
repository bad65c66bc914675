// Where an experiment is worked on, and with what. Nothing of this changes its results.

import { availableParallelism } from "node:os";
import { type Command, InvalidArgumentError, Option } from "commander";
import type { SlurmResources } from "../io/experiment/slurm/array-script.ts";
import type { MakePage } from "../io/run-folder.ts";
import { experimentPage } from "../report/experiment/experiment-page.ts";
import { wholeUpTo, workerCount } from "./workers.ts";

export interface WorkOptions {
  readonly workers?: number;
  readonly executor?: "inline" | "threads" | "slurm";
  readonly partition?: string;
  readonly account?: string;
  readonly mem?: string;
  readonly taskSeconds?: number;
  readonly report: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** A task of a day is no task any more. */
const MOST_SECONDS = 86_400;

/**
 * Assumption: four times what a year of a million GPUs may take at its peak (docs/performance.md, case e).
 */
const MEMORY = "1G";

/**
 * A task costs the queue a second or two (100 tasks of 0.2 s took 106 s on two slots of Slurm 22.05), which is little of this, s.
 */
const TASK_SECONDS = 30;

/** The options of work on an experiment, begun or resumed. */
export function withWorkOptions(command: Command): Command {
  return command
    .option(
      "--workers <n>",
      "worker threads (default: one a processor), or tasks of a cluster at a time",
      workerCount,
    )
    .addOption(
      new Option(
        "--executor <kind>",
        "inline: this thread alone; threads: worker threads; slurm: a cluster that shares the folder",
      ).choices(["inline", "threads", "slurm"]),
    )
    .option("--partition <name>", "of the cluster, with --executor slurm")
    .option("--account <name>", "that the cluster charges, with --executor slurm")
    .option("--mem <size>", `memory of a task of the cluster (default: ${MEMORY})`, memory)
    .option(
      "--task-seconds <n>",
      `work of a task of the cluster at least (default: ${TASK_SECONDS})`,
      seconds,
    )
    .option("--no-report", "write the tables only, without report.html")
    .option("--json", "print what happens as JSON, an event a line")
    .option("--quiet", "print nothing but errors");
}

/** Makes the page at the end; undefined: none is wanted. */
export function pageOf({ report }: WorkOptions): MakePage | undefined {
  return report ? experimentPage : undefined;
}

/** Worker threads to use; 0: this thread alone. */
export function threadsOf({ workers, executor }: WorkOptions): number {
  if (executor === "inline") return 0;
  const count = workers ?? availableParallelism();
  return count === 1 && executor === undefined ? 0 : count;
}

/** @param earlier what an earlier process has asked the cluster for: it holds where nothing else is said */
export function slurmResources(
  { partition, account, mem, workers, taskSeconds }: WorkOptions,
  earlier: SlurmResources | null,
): SlurmResources {
  return {
    partition: partition ?? earlier?.partition ?? null,
    account: account ?? earlier?.account ?? null,
    mem: mem ?? earlier?.mem ?? MEMORY,
    atOnce: workers ?? earlier?.atOnce ?? null,
    taskSeconds: taskSeconds ?? earlier?.taskSeconds ?? TASK_SECONDS,
  };
}

function seconds(text: string): number {
  return wholeUpTo(MOST_SECONDS, text);
}

function memory(text: string): string {
  if (/^[1-9]\d*[KMGT]?$/i.test(text)) return text;
  throw new InvalidArgumentError("expected a size such as 500M or 2G.");
}
