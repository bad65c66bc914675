// How precise a result will be, said before it is there: a table for the terminal.

import {
  count,
  counted,
  type Forecast,
  type Precision,
  type PrecisionForecast,
  percent,
  quantity,
} from "../index.ts";
import { fittedLine, fittedTable } from "./fitted-table.ts";

/** Assumption: as precise as most would want a mean to be, if they say nothing. */
export const USUAL: Precision = { relative: 0.05 };

export const NEEDED = { usually: "runs for ± 5 %", until: "runs until it ends" } as const;

interface Table {
  /** what the forecast is made from */
  readonly from: string;
  readonly rows: readonly PrecisionForecast[];
  readonly replications: number;
  /** heading of the replications that are needed; null: none are told */
  readonly needed: string | null;
}

/** The lines to print. */
export function precisionTable({ from, rows, replications, needed }: Table): string[] {
  const head = ["metric", "mean", `± of ${counted(replications, "run")}`, "of the mean"];
  const lines = rows.map(({ metric, unit, mean, halfWidth, needed: runs }) => [
    metric,
    quantity(mean, unit),
    halfWidth === null ? "–" : width(halfWidth.median, unit),
    halfWidth === null ? "–" : shares(halfWidth, mean),
    ...(needed === null ? [] : [runs === null ? "–" : runsText(runs)]),
  ]);
  return [
    ...fittedLine(
      `PRECISION at 95 %, forecast from ${from}; nine times of ten it will be within the brackets`,
    ),
    ...fittedTable([[...head, ...(needed === null ? [] : [needed])], ...lines]),
  ];
}

/** Of a share in points of a hundred, as intervals have it. */
function width(halfWidth: number, unit: string): string {
  if (!Number.isFinite(halfWidth)) return "–";
  return unit === "share" ? percent(halfWidth) : quantity(halfWidth, unit);
}

function shares({ low, median, high }: Forecast, mean: number): string {
  if (mean === 0 || !Number.isFinite(median)) return "–";
  const [from, about, to] = [low, median, high].map((end) => percent(end / Math.abs(mean)));
  return from === to ? `${about} %` : `${about} % [${from}, ${to}]`;
}

function runsText({ low, median, high }: Forecast): string {
  const [from, about, to] = [low, median, high].map((end) =>
    Number.isFinite(end) ? count(end) : "millions",
  );
  return from === to ? about! : `${about} [${from}, ${to}]`;
}
