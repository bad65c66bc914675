// Whether a point meets the constraints, looked at again and again with more replications: the answer is given at the first look
// at which the interval of the mean is all on one side of the limit. The looks and the constraints share the chance of a wrong
// answer (Bonferroni), so that it holds however often is looked.

import { meanInterval } from "../../statistics/interval.ts";
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

/** Asking for so many times what there is means few rounds and little that is too much. */
const GROWTH = 1.25;

/** Replications to ask for when so many have not been enough. */
export function grown(made: number, maximum: number): number {
  return Math.min(maximum, Math.max(made + 1, Math.ceil(GROWTH * made)));
}

/**
 * @param runs of the point
 * @param known replications that are known from the first on, without a hole
 * @param error chance of a wrong answer about any constraint
 */
export function standingOf(tuning: Tuning, runs: PointRuns | null, known: number, error: number): Standing {
  const { constraints, minimum, maximum } = tuning;
  if (known < minimum) return { meets: "undecided", judged: known };
  if (hasNoValue(tuning, runs)) return { meets: "no value", judged: minimum };
  const looks = looksOf(minimum, maximum);
  const confidence = 1 - error / (looks.length * Math.max(1, constraints.length));
  const due = looks.filter((look) => look <= known);
  const standings = constraints.map((constraint) => {
    const values = valuesOf(runs, constraint.metric, due.at(-1)!);
    return answered(constraint, values, due, confidence);
  });
  const judged = Math.max(minimum, ...standings.map((each) => each.judged));
  const meets = (["no value", "no", "undecided"] as const).find((answer) =>
    standings.some((each) => each.meets === answer),
  );
  return { meets: meets ?? "yes", judged };
}

/** Replications at which is looked, whoever has made how many. */
function looksOf(minimum: number, maximum: number): number[] {
  const looks = [minimum];
  while (looks.at(-1)! < maximum) looks.push(grown(looks.at(-1)!, maximum));
  return looks;
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

/** The answer of the first look that gives one. */
function answered(
  { sense, limit }: Constraint,
  values: readonly number[],
  looks: readonly number[],
  confidence: number,
): Standing {
  for (const judged of looks) {
    const seen = values.slice(0, judged);
    if (seen.some(Number.isNaN)) return { meets: "no value", judged };
    // One side of it errs with 1 − confidence, both with twice that.
    const { low, high } = meanInterval(seen, 2 * confidence - 1);
    if (low >= limit || high <= limit) return { meets: sense * (low - limit) >= 0 ? "yes" : "no", judged };
  }
  return { meets: "undecided", judged: looks.at(-1)! };
}
