import { POINT, type SweptPoint, sweptColumns } from "./swept-columns.ts";
import type { Column, Table } from "./table.ts";

/** One point that a search has run. */
export interface ParetoRow extends SweptPoint {
  readonly objective: number;
  readonly ciLow: number;
  readonly ciHigh: number;
  /** means of the metrics that are constrained, in the order of the table's */
  readonly constrained: readonly number[];
  readonly meets: "yes" | "no" | "undecided" | "no value";
  readonly onFront: boolean;
  readonly maybeBest: boolean;
  readonly best: boolean;
  /** paths at whose least or greatest value the point is */
  readonly edges: readonly string[];
  readonly replications: number;
}

function column(
  name: string,
  formula: string,
  description: string,
  cell: Column<ParetoRow, null>["cell"],
  unit = "",
): Column<ParetoRow, null> {
  return { name, unit, formula, description, cell };
}

function yesNo(answer: boolean): string {
  return answer ? "yes" : "no";
}

/** pareto.csv of a search on these paths under constraints on these metrics. */
export function paretoTable(
  paths: readonly string[],
  constrained: readonly { readonly metric: string; readonly unit: string }[],
): Table<ParetoRow, null> {
  return {
    file: "pareto.csv",
    row: "One point that a search has run. Written if the experiment tunes.",
    columns: [
      POINT,
      ...sweptColumns(paths),
      column(
        "objective",
        "Σ weight × mean of the metric",
        "Mean of what is tuned.",
        (row) => row.objective,
        "the metric's",
      ),
      column(
        "ci_low",
        "objective − t(0.975, replications − 1) × s / √replications",
        "Lower end of the 95 % Student-t interval of this point alone.",
        ({ ciLow }) => ciLow,
        "the metric's",
      ),
      column(
        "ci_high",
        "objective + t(0.975, replications − 1) × s / √replications",
        "Upper end of the 95 % Student-t interval of this point alone.",
        ({ ciHigh }) => ciHigh,
        "the metric's",
      ),
      ...constrained.map(({ metric, unit }, place) =>
        column(
          metric,
          "",
          "A column for each metric that is constrained: its mean.",
          (row) => row.constrained[place]!,
          unit,
        ),
      ),
      column(
        "meets_constraints",
        "",
        "`yes`, `no`, `undecided` (not even by the most replications), or `no value`: a figure has none, or is about a waiting line that grows without end.",
        ({ meets }) => meets,
      ),
      column(
        "on_front",
        "",
        "`yes` if no other point has a mean that is better in the objective or a constrained metric and worse in none of them.",
        ({ onFront }) => yesNo(onFront),
      ),
      column(
        "may_be_best",
        "",
        "`yes` if the replications do not tell it from the best, or it is worse by no more than the indifference; of points that meet the constraints or are undecided.",
        ({ maybeBest }) => yesNo(maybeBest),
      ),
      column("best", "", "`yes` of the one that was chosen.", ({ best }) => yesNo(best)),
      column(
        "at_edge_of",
        "",
        "Swept paths, with `;` between them, of which the point has the least or the greatest value: beyond it nothing was looked for.",
        ({ edges }) => edges.join(";"),
      ),
      column(
        "replications",
        "",
        "Replications that the point was judged by.",
        ({ replications }) => replications,
      ),
    ],
  };
}
