// What is known of each metric when the numbers of the scenario are not.

import { mean, quantile } from "simple-statistics";
import { randomStream } from "../../kernel/random-stream.ts";
import type { UncertaintyRow } from "../../results/uncertainty-table.ts";
import { crossedSplit } from "../../statistics/sensitivity/crossed-split.ts";
import { steadyFigures } from "../answers.ts";
import type { Experiment } from "../experiment.ts";
import type { Known } from "../known.ts";
import { countedReplications } from "../step.ts";
import type { Uncertainty } from "./uncertainty.ts";

/** Rows of uncertainty.csv, a metric each; draws in which it has no answer are left out and counted. */
export function uncertaintyRows(
  experiment: Experiment,
  { seed }: Uncertainty,
  known: Known,
): UncertaintyRow[] {
  const counted = countedReplications(experiment, known);
  const replications = Math.min(...counted);
  return experiment.metrics.flatMap((metric) => {
    const figures = experiment.points
      .map(({ index }) => steadyFigures(known.of(index), metric, counted[index]!).slice(0, replications))
      .filter((values) => values.length === replications && !values.some(Number.isNaN));
    if (figures.length < 2 || replications < 2) return [];
    const answers = figures.map((values) => mean(values));
    const split = crossedSplit(figures, { random: randomStream(seed, "bootstrap") });
    return [
      {
        metric,
        mean: mean(answers),
        quantiles: [0.05, 0.5, 0.95].map((p) => quantile(answers, p)),
        assumptionsSd: Math.sqrt(split.assumptions),
        simulationSd: Math.sqrt(split.simulation),
        share: split.share,
        shareLow: split.low,
        shareHigh: split.high,
        draws: figures.length,
        withoutAnswer: experiment.points.length - figures.length,
        replications,
      },
    ];
  });
}
