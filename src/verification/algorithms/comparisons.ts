// What the replications of two and more settings say: pairs, many comparisons, controls.

import { mean } from "simple-statistics";
import { controlled } from "../../statistics/control-variates.ts";
import { bonferroniAdjusted, holm } from "../../statistics/holm.ts";
import { pairedTest } from "../../statistics/paired-test.ts";
import { pairingGain, welchDifference } from "../../statistics/welch.ts";
import type { Expected, TheoryCase } from "../case.ts";
import type { Entries } from "../entries.ts";
import type { Answers, Procedure } from "./procedure.ts";

export const COMPARISONS: readonly Procedure[] = [
  { keys: ["A", "B"], answers: paired },
  { keys: ["p", "alpha?"], answers: manyTests },
  { keys: ["Y", "X", "muX"], answers: control },
];

function paired(entries: Entries): Answers {
  const [a, b] = [entries.numbers("A"), entries.numbers("B")];
  const { difference, pValue } = pairedTest(a, b);
  const welch = welchDifference(a, b, 0.95);
  const gain = pairingGain(a, b);
  return new Map([
    ["meanDiff", difference.mean],
    ["pairedHalfWidth95", difference.high - difference.mean],
    ["pValue", pValue],
    ["welchHalfWidth95", welch.high - welch.mean],
    ["welchDf", welch.degrees],
    ["correlation", gain.correlation],
    ["varianceRatioCRN", gain.varianceRatio],
  ]);
}

/** What Holm and Bonferroni say, in the form that the case asks for: adjusted p-values, rejections, or their number. */
function manyTests(entries: Entries, { expect }: TheoryCase): Answers {
  const pValues = entries.numbers("p");
  const alpha = entries.numberOr("alpha", 0.05);
  const adjusted = { holm: holm(pValues), bonferroni: bonferroniAdjusted(pValues) };
  const answers = new Map<string, Expected>();
  for (const [metric, expected] of expect) {
    const [name] = /holm|bonferroni/.exec(metric.toLowerCase()) ?? [];
    if (name === undefined) continue;
    const values = adjusted[name as keyof typeof adjusted];
    const rejected = values.map((p) => p <= alpha);
    if (typeof expected === "number") answers.set(metric, rejected.filter(Boolean).length);
    else answers.set(metric, isFlags(expected) ? rejected : values);
  }
  return answers;
}

function isFlags(expected: Expected): boolean {
  return Array.isArray(expected) && typeof expected[0] === "boolean";
}

function control(entries: Entries): Answers {
  const values = entries.numbers("Y");
  const found = controlled(values, [{ values: entries.numbers("X"), mean: entries.number("muX") }]);
  return new Map<string, Expected>([
    ["plainMean", mean(values)],
    ["beta", found.coefficients[0]!],
    ["estimate", found.estimate.mean],
    ["halfWidth95", found.estimate.high - found.estimate.mean],
    ["varianceReduction", 1 - found.varianceRatio],
  ]);
}
