// The files of an experiment in its folder: its tables from what is known, and what it was.

import { stringify } from "yaml";
import {
  comparisonRows,
  comparisonTable,
  type Experiment,
  experimentEcho,
  type Known,
  metricColumns,
  pointRows,
  pointsTable,
  runRows,
  runsTable,
} from "../../index.ts";
import type { RunFolder } from "../run-folder.ts";

const SCENARIO_FILE = "scenario.yaml";

/** The texts that say what an experiment was, by their files. */
export function experimentTexts(experiment: Experiment, source: string): ReadonlyMap<string, string> {
  return new Map([
    [SCENARIO_FILE, source],
    ["experiment.yaml", stringify(experimentEcho(experiment, SCENARIO_FILE))],
  ]);
}

/** Write runs.csv, points.csv and, where points are compared, comparison.csv, whole. */
export async function writeExperimentTables(
  folder: RunFolder,
  experiment: Experiment,
  known: Known,
): Promise<void> {
  const { paths, points, compare } = experiment;
  const metrics = metricColumns(experiment, known);
  const [ofRuns, ofPoints] = [runsTable(paths, metrics), pointsTable(paths)];
  const runs = folder.table(ofRuns.file, ofRuns);
  const estimates = folder.table(ofPoints.file, ofPoints);
  for (const point of points) {
    await runs.write(runRows(experiment, known, point, metrics), null);
    await estimates.write(pointRows(experiment, known, point), null);
  }
  await runs.mark();
  await estimates.mark();
  if (compare === null) return;
  const table = comparisonTable(paths);
  const comparison = folder.table(table.file, table);
  await comparison.write(comparisonRows(experiment, known, compare), null);
  await comparison.mark();
}
