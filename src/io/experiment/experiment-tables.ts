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
  type ParetoRow,
  paretoRows,
  paretoTable,
  pointRows,
  pointsTable,
  type Question,
  runRows,
  runsTable,
  SENSITIVITY,
  sensitivityRows,
  type Table,
  type Tuning,
  UNCERTAINTY,
  uncertaintyRows,
} from "../../index.ts";
import type { RunFolder } from "../run-folder.ts";

const SCENARIO_FILE = "scenario.yaml";

/** What was asked, as the commands on experiments read it again. */
export const EXPERIMENT_FILE = "experiment.yaml";

/** The texts that say what an experiment was, by their files. */
export function experimentTexts(experiment: Experiment, source: string): ReadonlyMap<string, string> {
  return new Map([
    [SCENARIO_FILE, source],
    [EXPERIMENT_FILE, stringify(experimentEcho(experiment, SCENARIO_FILE))],
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
  await whole(folder, comparisonTable(paths), comparisonRows(experiment, known, compare));
}

async function writeAnswer(
  folder: RunFolder,
  experiment: Experiment,
  question: Question,
  known: Known,
): Promise<void> {
  switch (question.kind) {
    case "tune":
      return whole(folder, frontTable(experiment, question, known), paretoRows(experiment, question, known));
    case "sensitivity":
      return whole(folder, SENSITIVITY, sensitivityRows(experiment, question, known));
    case "uncertainty":
      return whole(folder, UNCERTAINTY, uncertaintyRows(experiment, question, known));
  }
}

function frontTable(experiment: Experiment, tuning: Tuning, known: Known): Table<ParetoRow, null> {
  const units = new Map(metricColumns(experiment, known).map(({ metric, unit }) => [metric, unit]));
  const constrained = constrainedMetrics(tuning).map(({ metric }) => ({
    metric,
    unit: units.get(metric) ?? "",
  }));
  return paretoTable(experiment.paths, constrained);
}

async function whole<Row>(folder: RunFolder, table: Table<Row, null>, rows: readonly Row[]): Promise<void> {
  const file = folder.table(table.file, table);
  await file.write(rows, null);
  await file.mark();
}
