// What the replications of two and more settings say: pairs, many comparisons, controls.

import { mean } from "simple-statistics";
import { controlled } from "../../statistics/control-variates.ts";
import { bonferroniAdjusted, holm } from "../../statistics/holm.ts";
import { pairedTest } from "../../statistics/paired-test.ts";
import { pairingGain, welchDifference } from "../../statistics/welch.ts";
import type { Expected } from "../case.ts";
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

function manyTests(entries: Entries): Answers {
  const pValues = entries.numbers("p");
  const alpha = entries.numberOr("alpha", 0.05);
  const [byHolm, byBonferroni] = [holm(pValues), bonferroniAdjusted(pValues)];
  return new Map<string, Expected>([
    ["holm", byHolm],
    ["bonferroni", byBonferroni],
    ["rejectedHolm", byHolm.map((p) => p <= alpha)],
    ["rejectedBonferroni", byBonferroni.map((p) => p <= alpha)],
  ]);
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
