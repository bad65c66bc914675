import { type LoadResult, readSource, scenarioFrom } from "../scenario/load-scenario.ts";
import type { ScenarioFiles } from "../scenario/scenario-files.ts";
import type { Experiment, Point } from "./experiment.ts";
import { settingsOf } from "./load-experiment.ts";

/**
 * The scenario of a point that was checked when the experiment began.
 * @param source path of the scenario of which the points are made
 * @returns problems only when a file that it names has changed, or is not loaded yet
 */
export function pointScenario(
  source: string,
  { paths }: Pick<Experiment, "paths">,
  point: Point,
  files: ScenarioFiles,
): LoadResult {
  const nowhere = { file: source, line: 1, column: 1, length: 1 };
  const settings = settingsOf(point, paths, () => ({ keyAt: nowhere, at: nowhere }));
  return scenarioFrom(readSource(source, [], files), settings, files, { anyLength: true });
}
