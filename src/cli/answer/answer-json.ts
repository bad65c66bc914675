// The answer for machines: the same figures, sentences and next command; a figure that does not exist is null.

import { type AnswerInput, lookupIn } from "./figures.ts";
import { next } from "./next.ts";
import { overloadText } from "./overload-text.ts";
import { verdict } from "./verdict.ts";

export function answerJson(input: AnswerInput) {
  const { scenario, summary, replications, course, folder } = input;
  return {
    name: scenario.name,
    seed: scenario.seed,
    replications,
    folder,
    warnings: [...scenario.warnings, ...input.overloads.map(overloadText)],
    answer: verdict(input, lookupIn(summary)).join(" "),
    next: next(input)?.join(" ") ?? null,
    busy: course,
    summary: summary.map(({ metric, unit, mean, ciLow, ciHigh, replications: counted }) => ({
      metric,
      unit,
      mean: orNull(mean),
      ci_low: orNull(ciLow),
      ci_high: orNull(ciHigh),
      replications: counted,
    })),
  };
}

function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
