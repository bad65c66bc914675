import { precisionText } from "../precision.ts";
import type { Constraint, Tuning } from "./tuning.ts";

/** A search as it would be written under `tune`, every default filled in. */
export function tuneEcho(tuning: Tuning): unknown {
  const { objective, constraints, refinements, indifference, confidence, minimum, maximum, over } = tuning;
  const metrics = [...new Set(constraints.map(({ metric }) => metric))];
  return {
    over,
    [objective.sense === 1 ? "maximise" : "minimise"]: Object.fromEntries(
      objective.terms.map(({ metric, weight }) => [metric, weight]),
    ),
    subject_to: Object.fromEntries(
      metrics.map((metric) => [metric, limitsEcho(constraints.filter((each) => each.metric === metric))]),
    ),
    refinements,
    indifference: precisionText(indifference),
    confidence,
    minimum,
    maximum,
  };
}

/** The limits of one metric. */
function limitsEcho(constraints: readonly Constraint[]): unknown {
  return Object.fromEntries(
    constraints.map(({ sense, limit }) => [sense === 1 ? "at_least" : "at_most", limit]),
  );
}
