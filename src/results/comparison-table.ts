import { POINT, type SweptPoint, sweptColumns } from "./swept-columns.ts";
import type { Column, Table } from "./table.ts";

/** One metric of one point against the control. */
export interface ComparisonRow extends SweptPoint {
  readonly metric: string;
  readonly unit: string;
  readonly control: number;
  readonly mean: number;
  readonly difference: number;
  readonly ciLow: number;
  readonly ciHigh: number;
  readonly pValue: number;
  readonly pHolm: number;
  /** variance of the paired difference / that of independent runs */
  readonly varianceRatio: number;
  /** pairs that had a value */
  readonly replications: number;
}

function figure(
  name: string,
  formula: string,
  description: string,
  cell: (row: ComparisonRow) => number,
  unit = "the row's",
): Column<ComparisonRow, null> {
  return { name, unit, formula, description, cell };
}

/** comparison.csv of an experiment on these paths. */
export function comparisonTable(paths: readonly string[]): Table<ComparisonRow, null> {
  return {
    file: "comparison.csv",
    row: "One metric of one point against the control, paired by replication: both runs of a pair have the same random numbers. Written if the experiment compares.",
    columns: [
      POINT,
      ...sweptColumns(paths),
      {
        name: "metric",
        unit: "",
        formula: "",
        description: "Name of the metric.",
        cell: ({ metric }) => metric,
      },
      {
        name: "unit",
        unit: "",
        formula: "",
        description: "Unit of the metric; `share` is a number from 0 to 1.",
        cell: ({ unit }) => unit,
      },
      figure("control_mean", "", "Mean of the control over the pairs.", ({ control }) => control),
      figure("mean", "", "Mean of the point over the pairs.", ({ mean }) => mean),
      figure("difference", "mean − control_mean", "Mean of the paired differences.", (row) => row.difference),
      figure(
        "ci_low",
        "difference − t(0.975, replications − 1) × s / √replications",
        "Lower end of the 95 % interval of this difference alone, s that of the paired differences.",
        ({ ciLow }) => ciLow,
      ),
      figure(
        "ci_high",
        "difference + t(0.975, replications − 1) × s / √replications",
        "Upper end of the 95 % interval of this difference alone.",
        ({ ciHigh }) => ciHigh,
      ),
      figure(
        "p_value",
        "2 P(T > |difference| √replications / s), T of Student's t",
        "Two-sided paired t test of no difference, this row alone.",
        ({ pValue }) => pValue,
        "",
      ),
      figure(
        "p_holm",
        "Holm (1979) over all rows of the table",
        "The same, corrected for the number of rows: at most 0.05 in any row that differs, with a chance of 5 % that a row without a difference is among them.",
        ({ pHolm }) => pHolm,
        "",
      ),
      figure(
        "variance_ratio",
        "s² / (s² of the point + s² of the control)",
        "Variance of the paired difference over that of runs which share no random numbers; below 1 where sharing helped.",
        ({ varianceRatio }) => varianceRatio,
        "",
      ),
      figure("replications", "", "Pairs that had a value.", ({ replications }) => replications, ""),
    ],
  };
}
