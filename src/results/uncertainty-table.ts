import type { Column, Table } from "./table.ts";

/** What is known of one metric when the assumptions are drawn. */
export interface UncertaintyRow {
  readonly metric: string;
  readonly mean: number;
  /** at 5 %, 50 % and 95 % */
  readonly quantiles: readonly number[];
  readonly assumptionsSd: number;
  readonly simulationSd: number;
  readonly share: number;
  readonly shareLow: number;
  readonly shareHigh: number;
  readonly draws: number;
  readonly withoutAnswer: number;
  /** of each draw */
  readonly replications: number;
}

function figure(
  name: string,
  formula: string,
  description: string,
  cell: (row: UncertaintyRow) => number,
  unit = "the metric's",
): Column<UncertaintyRow, null> {
  return { name, unit, formula, description, cell };
}

export const UNCERTAINTY: Table<UncertaintyRow, null> = {
  file: "uncertainty.csv",
  row: "One metric when the uncertain numbers are drawn from their ranges. Written if the experiment asks for uncertainty.",
  columns: [
    {
      name: "metric",
      unit: "",
      formula: "",
      description: "Name of the metric.",
      cell: ({ metric }) => metric,
    },
    figure("mean", "", "Mean over draws and replications.", ({ mean }) => mean),
    figure("p5", "", "5 % quantile of the means of the draws.", ({ quantiles }) => quantiles[0]!),
    figure("p50", "", "Median of the means of the draws.", ({ quantiles }) => quantiles[1]!),
    figure("p95", "", "95 % quantile of the means of the draws.", ({ quantiles }) => quantiles[2]!),
    figure(
      "assumptions_sd",
      "√((MSA − MSE) / replications)",
      "Standard deviation of the answer over the draws, chance averaged out. MSA and MSE: mean squares of draws and of what is left in the two-way table of draws and replications.",
      ({ assumptionsSd }) => assumptionsSd,
    ),
    figure(
      "simulation_sd",
      "√(mean variance within a draw)",
      "Standard deviation of one run when the assumptions are known.",
      ({ simulationSd }) => simulationSd,
    ),
    figure(
      "assumptions_share",
      "assumptions_sd² / (assumptions_sd² + simulation_sd²)",
      "Share of the variance of one run that comes from not knowing the assumptions.",
      ({ share }) => share,
      "share",
    ),
    figure(
      "share_ci_low",
      "",
      "Lower end of its 95 % interval, by the bootstrap over draws.",
      (row) => row.shareLow,
      "share",
    ),
    figure("share_ci_high", "", "Upper end of its 95 % interval.", (row) => row.shareHigh, "share"),
    figure("draws", "", "Draws with an answer.", ({ draws }) => draws, ""),
    figure(
      "draws_without_answer",
      "",
      "Draws in which the metric has no value, or is about a waiting line that grows without end; left out.",
      (row) => row.withoutAnswer,
      "",
    ),
    figure("replications", "", "Runs of each draw.", ({ replications }) => replications, ""),
  ],
};
