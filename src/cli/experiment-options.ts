// What the commands that begin experiments understand, and the way from the words of the command line to an experiment.

import type { Command } from "commander";
import {
  type ExperimentCommand,
  type LoadedExperiment,
  loadExperiment,
  type OwnOption,
  printProblems,
  type TypedExperiment,
} from "../index.ts";
import { withScenarioFiles } from "../io/scenario-files.ts";
import { fromHere } from "./from-here.ts";
import { withPilotOption } from "./pilot.ts";
import { type WorkOptions, withWorkOptions } from "./work-options.ts";

export interface ExperimentOptions extends WorkOptions {
  readonly set: readonly string[];
  readonly seed?: string;
  readonly replications?: string;
  readonly until?: readonly string[];
  readonly minimum?: string;
  readonly maximum?: string;
  readonly metrics?: string;
  readonly control?: string;
  readonly out?: string;
  readonly force?: boolean;
  readonly dryRun?: boolean;
  readonly pilot?: number;
  readonly yes?: boolean;
}

/** What a command was given. */
export interface ExperimentWords {
  readonly command: ExperimentCommand;
  readonly path: string;
  readonly sweeps: readonly string[];
  readonly options: ExperimentOptions;
  /** options of this command alone */
  readonly own?: readonly OwnOption[];
}

/** The options of a sweep that is begun. */
export function withSweepOptions(
  command: Command,
  values = "values of a path into the scenario: a,b,c or from:to:step",
): Command {
  return withBeginOptions(command, values)
    .option("--replications <n>", "runs of each point")
    .option(
      "--until <metric=precision>",
      "as many runs as it takes: 2% of the mean, or 30 in its unit",
      collect,
      [],
    )
    .option("--minimum <n>", "runs of each point in any case, with --until")
    .option("--maximum <n>", "runs of each point at most, with --until");
}

/** The options of any experiment that is begun. */
export function withBeginOptions(command: Command, values: string): Command {
  const described = command
    .argument("<file>", "an experiment, or a scenario of which something is swept")
    .argument("[path=values...]", values)
    .option("--set <path=value>", "change one value of the scenario; may be repeated", collect, [])
    .option("--seed <seed>", "the same as --set seed=…")
    .option("--metrics <names>", "metrics to show, with commas between them")
    .option("--out <dir>", "write into this folder; without it, a new one under results/<name>/")
    .option("--force", "write into --out although it holds files")
    .option("--dry-run", "count points, events, time and disk, forecast the precision, and write nothing")
    .option("--yes", "run although it is very large");
  return withWorkOptions(withPilotOption(described));
}

/** The experiment, or null after its problems have been printed to stderr. */
export async function readExperiment({
  command,
  path,
  sweeps,
  options,
  own = [],
}: ExperimentWords): Promise<LoadedExperiment | null> {
  const typed: TypedExperiment = {
    command,
    sweeps,
    own,
    until: options.until ?? [],
    replications: options.replications ?? null,
    minimum: options.minimum ?? null,
    maximum: options.maximum ?? null,
    metrics: options.metrics ?? null,
    control: options.control ?? null,
  };
  const overrides = [...options.set, ...(options.seed === undefined ? [] : [`seed=${options.seed}`])];
  const result = await withScenarioFiles((files) =>
    loadExperiment({ path, overrides, typed, anySize: options.yes === true }, files),
  );
  if (result.ok) return result.loaded;
  process.stderr.write(printProblems(result.problems, result.texts, fromHere));
  return null;
}

/** Of an option that may be repeated. */
export function collect(value: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, value];
}
