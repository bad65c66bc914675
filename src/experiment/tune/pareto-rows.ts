// What a search says of every point that it has run.

import type { ParetoRow } from "../../results/pareto-table.ts";
import { meanInterval } from "../../statistics/interval.ts";
import type { Experiment } from "../experiment.ts";
import { type Known, valuesOf } from "../known.ts";
import { edgesOf, notToldApart, search } from "./search.ts";
import { valuesOfObjective } from "./standing.ts";
import type { Constraint, Tuning } from "./tuning.ts";

/** The metrics that are constrained, each once, and which way each is better. */
export function constrainedMetrics({ constraints }: Tuning): Pick<Constraint, "metric" | "sense">[] {
  return constraints.filter(
    ({ metric }, place) => constraints.findIndex((other) => other.metric === metric) === place,
  );
}

/** Rows of pareto.csv, in the order of the points. */
export function paretoRows({ points, paths }: Experiment, tuning: Tuning, known: Known): ParetoRow[] {
  const found = search(tuning, known);
  const near = new Set(notToldApart(tuning, found, known));
  const constrained = constrainedMetrics(tuning);
  const { sense } = tuning.objective;
  const rows = [...found.standings]
    .filter(([, { judged }]) => judged > 0)
    .sort(([a], [b]) => a - b)
    .map(([point, { meets }]) => {
      const [runs, replications] = [known.of(point), found.judged.get(point)!];
      const { mean, low, high } = meanInterval(
        valuesOfObjective(tuning.objective, runs, replications).map((value) => sense * value),
      );
      return {
        point: point + 1,
        swept: points[point]!.values,
        objective: mean,
        ciLow: low,
        ciHigh: high,
        constrained: constrained.map(({ metric }) => meanInterval(valuesOf(runs, metric, replications)).mean),
        meets,
        maybeBest: near.has(point),
        best: point === found.best,
        edges: edgesOf(tuning, point).map((path) => paths[path]!),
        replications,
      };
    });
  const heights = rows.map(({ objective, constrained: means, meets }) =>
    meets === "no value"
      ? null
      : [sense * objective, ...means.map((mean, place) => constrained[place]!.sense * mean)],
  );
  return rows.map((row, place) => ({ ...row, onFront: isOnFront(heights[place]!, heights) }));
}

/** Whether no other is as good in all and better in one. */
function isOnFront(own: readonly number[] | null, all: readonly (readonly number[] | null)[]): boolean {
  if (own === null) return false;
  return all.every(
    (other) =>
      other === null ||
      other.some((height, place) => height < own[place]!) ||
      other.every((height, place) => height === own[place]!),
  );
}
