// What the commands about uncertain numbers say on the terminal. Every number of it stands in sensitivity.csv or
// uncertainty.csv.

import {
  count,
  type Experiment,
  type Known,
  metricColumns,
  quantity,
  type Sensitivity,
  type SensitivityRow,
  type SettingText,
  sensitivityRows,
  type Uncertainty,
  uncertaintyRows,
} from "../index.ts";
import { interval } from "./experiment-words.ts";
import { fittedLine, fittedTable } from "./fitted-table.ts";

/** Signs of the longest bar. */
const LONGEST = 10;

/** Names of the indices that are shown, and whether they have the unit of the metric. */
const SHOWN = {
  tornado: { index: "swing", title: "high − low", hasUnit: true },
  morris: { index: "mu_star", title: "mean |effect|", hasUnit: true },
  sobol: { index: "total", title: "share of variance, with others", hasUnit: false },
} as const;

/** A table of bars for each metric, the strongest number first. */
export function sensitivityAnswer(
  experiment: Experiment,
  sensitivity: Sensitivity,
  known: Known,
  write: SettingText,
): string[] {
  const units = new Map(metricColumns(experiment, known).map(({ metric, unit }) => [metric, unit]));
  const { index, title, hasUnit } = SHOWN[sensitivity.method];
  const all = sensitivityRows(experiment, sensitivity, known).filter((row) => row.index === index);
  return experiment.metrics.flatMap((metric) => {
    const rows = all.filter((row) => row.metric === metric);
    if (rows.length === 0) return fittedLine(`${metric}: no answer at some of the points`);
    const unit = hasUnit ? (units.get(metric) ?? "") : "share";
    const longest = Math.max(...rows.map(({ value }) => Math.abs(value)).filter(Number.isFinite));
    return [
      ...fittedLine(metric),
      ...fittedTable([
        ["parameter", "low to high", title, ""],
        ...rows.map((row) => barLine(row, { unit, longest, write })),
      ]),
    ];
  });
}

interface Bars {
  readonly unit: string;
  readonly longest: number;
  readonly write: SettingText;
}

function barLine(
  { path, from, to, value, ciLow, ciHigh }: SensitivityRow,
  { unit, longest, write }: Bars,
): string[] {
  const length =
    longest > 0 && Number.isFinite(value) ? Math.round((LONGEST * Math.abs(value)) / longest) : 0;
  return [
    path,
    rangeText(write(path, from), write(path, to)),
    interval(value, ciLow, ciHigh, unit),
    "█".repeat(length),
  ];
}

/** "$1 to $3/GPU/h": the unit stands once. */
function rangeText(low: string, high: string): string {
  const unit = /[^\d.]*$/.exec(high)![0];
  const bare = unit !== "" && low.endsWith(unit) ? low.slice(0, -unit.length) : low;
  return `${bare} to ${high}`;
}

/** A line for each metric: where the answer lies, and how much of its spread is ignorance. */
export function uncertaintyAnswer(experiment: Experiment, uncertainty: Uncertainty, known: Known): string[] {
  const units = new Map(metricColumns(experiment, known).map(({ metric, unit }) => [metric, unit]));
  const lines = uncertaintyRows(experiment, uncertainty, known).map((row) => {
    const unit = units.get(row.metric) ?? "";
    const [low, median, high] = row.quantiles.map((value) => quantity(value, unit));
    return [
      row.metric,
      median!,
      `${low} to ${high}`,
      quantity(row.assumptionsSd, unit),
      quantity(row.simulationSd, unit),
      interval(row.share, row.shareLow, row.shareHigh, "share"),
    ];
  });
  return [
    ` ANSWERS over ${count(uncertainty.draws)} draws of ${experiment.paths.length} uncertain numbers`,
    ...fittedTable([
      [
        "metric",
        "median",
        "nine of ten",
        "± between draws",
        "± one run",
        "of the variance of a run from assumptions",
      ],
      ...lines,
    ]),
  ];
}
