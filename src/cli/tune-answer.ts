// What a search says on the terminal: the best point, what may be as good, and what one gives up for what. Every number of
// it stands in pareto.csv.

import {
  constrainedMetrics,
  count,
  type Experiment,
  type Known,
  metricColumns,
  type ParetoRow,
  paretoRows,
  quantity,
  type SettingText,
  type Tuning,
} from "../index.ts";
import { interval } from "./experiment-words.ts";
import { fittedLine, fittedTable } from "./fitted-table.ts";

/** More points than this scroll away; all of them stand in the file. */
const MOST_LINES = 20;

/** The lines to print. */
export function tuneAnswer(
  experiment: Experiment,
  tuning: Tuning,
  known: Known,
  write: SettingText,
): string[] {
  const rows = paretoRows(experiment, tuning, known);
  const words = wordsOf(experiment, tuning, known, write);
  const best = rows.find((row) => row.best);
  const near = rows.filter((row) => row.maybeBest && !row.best);
  const front = rows.filter((row) => row.onFront);
  const share = `${Number((100 * tuning.confidence).toPrecision(12))} %`;
  if (best === undefined)
    return [
      ` BEST   none: no point meets ${tuning.constraints.length === 1 ? "the constraint" : "the constraints"}`,
      ...words.table(`POINTS that were run`, rows),
    ];
  const level = near.length === 0 ? `BEST, and at ${share} no other point may be` : `BEST`;
  return [
    ...words.table(level, [best]),
    ...(near.length === 0
      ? []
      : words.table(`MAY BE AS GOOD, at ${share}: not told apart, or within what does not matter`, near)),
    ...best.edges.flatMap((path) =>
      fittedLine(`EDGE   the best has the last value of ${path}: look further`),
    ),
    ...(tuning.constraints.length === 0
      ? []
      : words.table(`FRONT: to be better in one, another has to be worse`, front)),
  ];
}

interface Words {
  table(title: string, rows: readonly ParetoRow[]): string[];
}

function wordsOf(experiment: Experiment, tuning: Tuning, known: Known, write: SettingText): Words {
  const units = new Map(metricColumns(experiment, known).map(({ metric, unit }) => [metric, unit]));
  const { terms } = tuning.objective;
  const unit = units.get(terms[0]!.metric) ?? "";
  const constrained = constrainedMetrics(tuning).map(({ metric }) => metric);
  const head = [
    "point",
    ...experiment.paths,
    terms.length === 1 ? terms[0]!.metric : "objective",
    ...constrained.flatMap((metric) => [metric]),
    "runs",
  ];
  const line = (row: ParetoRow) => [
    String(row.point),
    ...row.swept.map((value, place) => write(experiment.paths[place]!, value)),
    interval(row.objective, row.ciLow, row.ciHigh, unit),
    ...row.constrained.map((mean, place) => quantity(mean, units.get(constrained[place]!) ?? "")),
    `${row.replications}${row.meets === "undecided" ? ", may miss a limit" : ""}`,
  ];
  return {
    table(title, rows) {
      const more = rows.length - MOST_LINES;
      return [
        ` ${title}`,
        ...fittedTable([head, ...rows.slice(0, MOST_LINES).map(line)]),
        ...(more > 0 ? [`   and ${count(more)} more in pareto.csv`] : []),
      ];
    },
  };
}
