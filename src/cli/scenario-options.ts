// What every command on a scenario understands, and the way from the words of the command line to a scenario.

import { Command, InvalidArgumentError } from "commander";
import { type GivenValue, loadScenario, printProblems, type Scenario, type Warning } from "../index.ts";
import { withScenarioFiles } from "../io/scenario-files.ts";
import { fromHere } from "./from-here.ts";

export interface ScenarioOptions {
  readonly set: readonly string[];
  readonly seed?: string;
  readonly replications?: string;
  readonly yes?: boolean;
}

/** A command on a scenario file, with the options that change the scenario. */
export function scenarioCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .argument("<scenario>", "a YAML or JSON file")
    .option("--set <path=value>", "change one value of the scenario; may be repeated", collect, [])
    .option("--seed <seed>", "the same as --set seed=…")
    .option("--replications <n>", "the same as --set replications=…", wholeNumber)
    .option("--yes", "run although more than a billion events are expected");
}

interface ReadScenario {
  readonly scenario: Scenario;
  readonly warnings: readonly Warning[];
  /** what its files say of where they have their values from */
  readonly givenValues: () => readonly GivenValue[];
}

/** The scenario, or null after its problems have been printed to stderr. */
export async function readScenario(path: string, options: ScenarioOptions): Promise<ReadScenario | null> {
  const result = await withScenarioFiles((files) =>
    loadScenario(path, overridesOf(options), files, { anyLength: options.yes === true }),
  );
  if (result.ok) return result;
  process.stderr.write(printProblems(result.problems, result.texts, fromHere));
  return null;
}

/** What the options change, as `--set` has it. */
export function overridesOf({ set, seed, replications }: ScenarioOptions): string[] {
  return [
    ...set,
    ...(seed === undefined ? [] : [`seed=${seed}`]),
    ...(replications === undefined ? [] : [`replications=${replications}`]),
  ];
}

function collect(value: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, value];
}

function wholeNumber(text: string): string {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError("expected a whole number from 1.");
  return text;
}
