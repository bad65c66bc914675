// What an experiment says on the terminal: a line for each point, and what differs from the control. Every number of it
// stands in points.csv and comparison.csv.

import {
  comparisonRows,
  count,
  counted,
  countedReplications,
  type Experiment,
  type Known,
  pointRows,
  probability,
  type SettingText,
  settingTexts,
  withinPossible,
} from "../index.ts";
import { change, interval, names, shortSettings } from "./experiment-words.ts";
import { fittedLine, fittedTable } from "./fitted-table.ts";
import { tuneAnswer } from "./tune-answer.ts";
import { sensitivityAnswer, uncertaintyAnswer } from "./uncertain-answer.ts";

/** More points than this scroll away; all of them stand in the file. */
const MOST_LINES = 40;

interface ExperimentAnswer {
  readonly experiment: Experiment;
  readonly known: Known;
  /** wall time of this process, s */
  readonly seconds: number;
  /** the folder that holds the files */
  readonly folder: string;
  /** the scenario of which the points are made, as a plain tree */
  readonly scenario: unknown;
}

/** The lines to print. */
export function experimentAnswer({
  experiment,
  known,
  seconds,
  folder,
  scenario,
}: ExperimentAnswer): string[] {
  const write = shortSettings(settingTexts(scenario));
  const { name, points, seed, compare, question } = experiment;
  const run = question === null ? points : points.filter(({ index }) => known.of(index) !== null);
  return [
    ...fittedLine(
      `${name} · ${counted(run.length, "point")} · ${count(known.count)} runs · seed ${seed} · ${seconds.toFixed(seconds < 10 ? 1 : 0)} s`,
    ),
    ...answered(experiment, known, write),
    ...(compare === null ? [] : comparison(experiment, known, compare, write)),
    ` FILES  ${folder}`,
  ];
}

/** What was asked of all points together, or else each of them. */
function answered(experiment: Experiment, known: Known, write: SettingText): string[] {
  const { question } = experiment;
  switch (question?.kind) {
    case "tune":
      return tuneAnswer(experiment, question, known, write);
    case "sensitivity":
      return sensitivityAnswer(experiment, question, known, write);
    case "uncertainty":
      return uncertaintyAnswer(experiment, question, known);
    default:
      return estimates(experiment, known, write);
  }
}

/** A table with a row per point. */
function estimates(experiment: Experiment, known: Known, write: SettingText): string[] {
  const { points, paths, metrics } = experiment;
  const replications = countedReplications(experiment, known);
  const shown = points.slice(0, MOST_LINES).map((point) => {
    const rows = new Map(pointRows(known, point, replications[point.index]!).map((row) => [row.metric, row]));
    const cells = metrics.map((metric) => {
      const row = rows.get(metric);
      if (row === undefined) return "–";
      const { low, high } = withinPossible(metric, row.unit, { low: row.ciLow, high: row.ciHigh });
      return interval(row.mean, low, high, row.unit);
    });
    return [...names(experiment, point, write), ...cells];
  });
  const more = points.length - shown.length;
  return [
    " MEANS and 95 % intervals of each point alone, cut at what is possible",
    ...fittedTable([["point", ...paths, ...metrics], ...shown]),
    ...(more > 0 ? [`   and ${count(more)} more in points.csv`] : []),
  ];
}

function comparison(
  experiment: Experiment,
  known: Known,
  compare: NonNullable<Experiment["compare"]>,
  write: SettingText,
): string[] {
  const rows = comparisonRows(experiment, known, compare);
  const shown = rows
    .slice(0, MOST_LINES)
    .map(({ point, metric, unit, difference, ciLow, ciHigh, pHolm }) => [
      ...names(experiment, experiment.points[point - 1]!, write),
      metric,
      change(difference, ciLow, ciHigh, unit),
      probability(pHolm),
    ]);
  const more = rows.length - shown.length;
  return [
    ...fittedLine(
      `DIFFERENCES from point ${compare.control + 1}, paired by replication; p is corrected for all ${count(rows.length)} of them`,
    ),
    ...fittedTable([["point", ...experiment.paths, "metric", "difference", "p"], ...shown]),
    ...(more > 0 ? [`   and ${count(more)} more in comparison.csv`] : []),
  ];
}
