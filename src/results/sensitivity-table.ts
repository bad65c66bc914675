import type { Cell } from "./cell.ts";
import type { Column, Table } from "./table.ts";

/** One index of one uncertain number for one metric. */
export interface SensitivityRow {
  readonly metric: string;
  readonly path: string;
  /** ends of its range, as set */
  readonly from: unknown;
  readonly to: unknown;
  readonly method: string;
  readonly index: "swing" | "mu" | "mu_star" | "sigma" | "first" | "total";
  readonly value: number;
  readonly ciLow: number;
  readonly ciHigh: number;
  readonly lowResponse: number;
  readonly highResponse: number;
}

function column(
  name: string,
  unit: string,
  formula: string,
  description: string,
  cell: (row: SensitivityRow) => Cell,
): Column<SensitivityRow, null> {
  return { name, unit, formula, description, cell };
}

export const SENSITIVITY: Table<SensitivityRow, null> = {
  file: "sensitivity.csv",
  row: "One index of one uncertain number for one metric, the strongest number of a metric first. Written if the experiment asks for sensitivity; none of a metric that lacks an answer at some point.",
  columns: [
    column("metric", "", "", "Name of the metric.", ({ metric }) => metric),
    column("parameter", "", "", "Path of the uncertain number.", ({ path }) => path),
    column("low", "the path's", "", "Low end of its range, as it was set.", ({ from }) => from as Cell),
    column("high", "the path's", "", "High end of its range, as it was set.", ({ to }) => to as Cell),
    column("method", "", "", "`tornado`, `morris` or `sobol`.", ({ method }) => method),
    column(
      "index",
      "",
      "",
      "`swing`: response at the high end less that at the low end, all others at their modes. `mu_star`, `mu` and `sigma` (Morris): mean of the absolute changes over the whole range, mean of the changes, and their standard deviation. `first` and `total` (Sobol): share of the variance that the number explains alone, and with others.",
      ({ index }) => index,
    ),
    column("value", "the metric's; first and total: none", "", "Value of the index.", ({ value }) => value),
    column(
      "ci_low",
      "the value's",
      "",
      "Lower end of its 95 % interval: Student's t of the paired differences for swing, else the bootstrap over trajectories or rows.",
      ({ ciLow }) => ciLow,
    ),
    column("ci_high", "the value's", "", "Upper end of its 95 % interval.", ({ ciHigh }) => ciHigh),
    column(
      "low_response",
      "the metric's",
      "",
      "Mean of the metric at the low end; of tornado.",
      (row) => row.lowResponse,
    ),
    column(
      "high_response",
      "the metric's",
      "",
      "Mean of the metric at the high end; of tornado.",
      (row) => row.highResponse,
    ),
  ],
};
