// What `sweep` and `compare` understand, and the way from the words of the command line to an experiment.

import type { Command } from "commander";
import { type LoadedExperiment, loadExperiment, printProblems, type TypedExperiment } from "../index.ts";
import { withScenarioFiles } from "../io/scenario-files.ts";
import { fromHere } from "./from-here.ts";
import { type WorkOptions, withWorkOptions } from "./work-options.ts";

export interface ExperimentOptions extends WorkOptions {
  readonly set: readonly string[];
  readonly seed?: string;
  readonly replications?: string;
  readonly until: readonly string[];
  readonly minimum?: string;
  readonly maximum?: string;
  readonly metrics?: string;
  readonly control?: string;
  readonly out?: string;
  readonly force?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/** The options of an experiment that is begun. */
export function withExperimentOptions(command: Command): Command {
  const described = command
    .argument("<file>", "an experiment, or a scenario of which something is swept")
    .argument("[path=values...]", "values of a path into the scenario: a,b,c or from:to:step")
    .option("--set <path=value>", "change one value of the scenario; may be repeated", collect, [])
    .option("--seed <seed>", "the same as --set seed=…")
    .option("--replications <n>", "runs of each point")
    .option(
      "--until <metric=precision>",
      "as many runs as it takes: 2% of the mean, or 30 in its unit",
      collect,
      [],
    )
    .option("--minimum <n>", "runs of each point in any case, with --until")
    .option("--maximum <n>", "runs of each point at most, with --until")
    .option("--metrics <names>", "metrics to show, with commas between them")
    .option("--out <dir>", "write into this folder; without it, a new one under results/<name>/")
    .option("--force", "write into --out although it holds files")
    .option("--dry-run", "count points, events, time and disk, and run nothing")
    .option("--yes", "run although it is very large");
  return withWorkOptions(described);
}

/** The experiment, or null after its problems have been printed to stderr. */
export async function readExperiment(
  path: string,
  sweeps: readonly string[],
  options: ExperimentOptions,
  compare: boolean,
): Promise<LoadedExperiment | null> {
  const typed: TypedExperiment = {
    sweeps,
    compare,
    until: options.until,
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

function collect(value: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, value];
}
