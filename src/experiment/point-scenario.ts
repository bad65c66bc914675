import { readSource, scenarioFrom } from "../scenario/load-scenario.ts";
import { printProblems } from "../scenario/print-problems.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { ScenarioFiles } from "../scenario/scenario-files.ts";
import type { Experiment, Point } from "./experiment.ts";
import { settingsOf } from "./load-experiment.ts";

/**
 * The scenario of a point that was checked when the experiment began.
 * @param source path of the scenario of which the points are made
 * @throws Error when it is one no more: a file that it names has changed
 */
export function pointScenario(
  source: string,
  { paths }: Pick<Experiment, "paths">,
  point: Point,
  files: ScenarioFiles,
): Scenario {
  const nowhere = { file: source, line: 1, column: 1, length: 1 };
  const settings = settingsOf(point, paths, () => ({ keyAt: nowhere, at: nowhere }));
  const result = scenarioFrom(readSource(source, [], files), settings, files, { anyLength: true });
  if (!result.ok) throw new Error(printProblems(result.problems, result.texts).trim());
  return result.scenario;
}
