// Whether a point meets the constraints: a race of its mean against the limit, which ends as soon as chance alone cannot explain
// how far they are apart. Andradóttir and Kim (2010), "Fully sequential procedures for comparing constrained systems via
// simulation", Naval Research Logistics 57, 403: Kim and Nelson's race against a rival that never varies.

import { kimNelson } from "../../statistics/selection/kim-nelson.ts";
import { growingLines, type PointRuns, placeOf, valuesOf } from "../known.ts";
import type { Constraint, Objective, Tuning } from "./tuning.ts";

export interface Standing {
  /** no value: a figure has none in some run, or is about a waiting line that grows without end */
  readonly meets: "yes" | "no" | "undecided" | "no value";
  /** replications that this is judged by */
  readonly judged: number;
}

/** The replications of an objective: the greatest is the best, whatever is asked for. */
export function valuesOfObjective(
  { terms, sense }: Objective,
  runs: PointRuns | null,
  replications: number,
): number[] {
  const parts = terms.map(({ metric, weight }) =>
    valuesOf(runs, metric, replications).map((value) => sense * weight * value),
  );
  if (parts.some((values) => values.length === 0)) return [];
  return Array.from({ length: replications }, (_, run) =>
    parts.reduce((sum, values) => sum + values[run]!, 0),
  );
}

/**
 * @param runs of the point
 * @param known replications that are known from the first on, without a hole
 * @param confidence of each constraint alone
 */
export function standingOf(
  tuning: Tuning,
  runs: PointRuns | null,
  known: number,
  confidence: number,
): Standing {
  const { constraints, minimum, maximum } = tuning;
  if (known < minimum) return { meets: "undecided", judged: known };
  if (hasNoValue(tuning, runs)) return { meets: "no value", judged: minimum };
  const made = Math.min(known, maximum);
  const races = constraints.map((constraint) => {
    const values = valuesOf(runs, constraint.metric, made);
    return race(constraint, values, { first: minimum, confidence });
  });
  const judged = Math.max(minimum, ...races.map((each) => each.judged));
  const answer = (["no value", "no", "undecided"] as const).find((meets) =>
    races.some((each) => each.meets === meets),
  );
  return { meets: answer ?? "yes", judged };
}

/** Whether a figure that is asked for has no value in the first replications, or is withheld. */
function hasNoValue({ objective, constraints, minimum }: Tuning, runs: PointRuns | null): boolean {
  const growing = growingLines(runs, minimum);
  const metrics = [...objective.terms, ...constraints].map(({ metric }) => metric);
  return metrics.some((metric) => {
    const values = valuesOf(runs, metric, minimum);
    const lines = runs?.metrics[placeOf(runs, metric)]?.lines ?? [];
    return values.length < minimum || values.some(Number.isNaN) || lines.some((line) => growing.has(line));
  });
}

function race(
  { sense, limit, tolerance }: Constraint,
  values: readonly number[],
  { first, confidence }: { readonly first: number; readonly confidence: number },
): Standing {
  const hole = values.findIndex(Number.isNaN);
  const own = (hole < 0 ? values : values.slice(0, hole)).map((value) => sense * value);
  const limits = own.map(() => sense * limit);
  const { left, next, replications } = kimNelson([own, limits], {
    first,
    indifference: tolerance,
    confidence,
  });
  if (next.length === 0) return { meets: left.includes(0) ? "yes" : "no", judged: replications };
  return hole < 0 ? { meets: "undecided", judged: replications } : { meets: "no value", judged: hole + 1 };
}
