// The files of an experiment in its folder: its tables from what is known, and what it was.

import { stringify } from "yaml";
import {
  comparisonRows,
  comparisonTable,
  constrainedMetrics,
  countedReplications,
  type Experiment,
  experimentEcho,
  type Known,
  metricColumns,
  paretoRows,
  paretoTable,
  pointRows,
  pointsTable,
  type Question,
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

/** Write runs.csv, points.csv and the table of what is asked of the points together, if anything, whole. */
export async function writeExperimentTables(
  folder: RunFolder,
  experiment: Experiment,
  known: Known,
): Promise<void> {
  const { paths, points, compare, question } = experiment;
  const metrics = metricColumns(experiment, known);
  const [ofRuns, ofPoints] = [runsTable(paths, metrics), pointsTable(paths)];
  const counted = countedReplications(experiment, known);
  const runs = folder.table(ofRuns.file, ofRuns);
  const estimates = folder.table(ofPoints.file, ofPoints);
  for (const point of points) {
    await runs.write(runRows(experiment, known, point, counted[point.index]!, metrics), null);
    await estimates.write(pointRows(known, point, counted[point.index]!), null);
  }
  await runs.mark();
  await estimates.mark();
  if (question !== null) await writeAnswer(folder, experiment, question, known);
  if (compare === null) return;
  const table = comparisonTable(paths);
  const comparison = folder.table(table.file, table);
  await comparison.write(comparisonRows(experiment, known, compare), null);
  await comparison.mark();
}

async function writeAnswer(
  folder: RunFolder,
  experiment: Experiment,
  question: Question,
  known: Known,
): Promise<void> {
  const units = new Map(metricColumns(experiment, known).map(({ metric, unit }) => [metric, unit]));
  const constrained = constrainedMetrics(question).map(({ metric }) => ({
    metric,
    unit: units.get(metric) ?? "",
  }));
  const table = paretoTable(experiment.paths, constrained);
  const rows = folder.table(table.file, table);
  await rows.write(paretoRows(experiment, question, known), null);
  await rows.mark();
}
