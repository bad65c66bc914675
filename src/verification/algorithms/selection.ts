// Which of several settings is the best: Rinott, Kim and Nelson, OCBA.

import { kimNelson, kimNelsonConstants } from "../../statistics/selection/kim-nelson.ts";
import { ocbaShares } from "../../statistics/selection/ocba.ts";
import { rinottConstant } from "../../statistics/selection/rinott.ts";
import type { Expected, TheoryCase } from "../case.ts";
import type { Entries } from "../entries.ts";
import { Refusal } from "../refusal.ts";
import { type Answers, numbered, type Procedure } from "./procedure.ts";

export const SELECTION: readonly Procedure[] = [
  // Ten digits of h are what the quadrature gives; a stage needs four.
  { keys: ["P"], answers: rinott, relative: 1e-8 },
  { keys: ["means", "sds", "budget"], answers: allocation },
  { keys: ["k", "n0", "alpha"], answers: constants },
  { keys: ["alpha"], answers: constantsByName },
  { keys: ["n0", "alpha", "delta", "data"], answers: choice },
];

function rinott(entries: Entries, theCase: TheoryCase): Answers {
  const probability = entries.number("P");
  return new Map(numbered(theCase, /^h_k(\d+)_n(\d+)$/, (k, n) => rinottConstant(k!, n!, probability)));
}

/** The product's best is the greatest; of some cases it is the least. */
function greatest(values: readonly number[], { model }: TheoryCase): readonly number[] {
  return /minimum/.test(model) ? values.map((value) => -value) : values;
}

function allocation(entries: Entries, theCase: TheoryCase): Answers {
  const budget = entries.number("budget");
  const shares = ocbaShares(greatest(entries.numbers("means"), theCase), entries.numbers("sds"));
  return new Map<string, Expected>([
    ["fractions", shares],
    ["allocation", shares.map((share) => share * budget)],
  ]);
}

function constants(entries: Entries): Answers {
  const [k, n0, alpha] = [entries.number("k"), entries.number("n0"), entries.number("alpha")];
  const { eta, h2 } = kimNelsonConstants(k, n0, 1 - alpha);
  return new Map([
    ["eta", eta],
    ["h2", h2],
  ]);
}

/** Points and first replications stand in the names of the metrics. */
function constantsByName(entries: Entries, theCase: TheoryCase): Answers {
  const confidence = 1 - entries.number("alpha");
  return new Map([
    ...numbered(theCase, /^eta_k(\d+)_n(\d+)$/, (k, n) => kimNelsonConstants(k!, n!, confidence).eta),
    ...numbered(theCase, /^h2_k(\d+)_n(\d+)$/, (k, n) => kimNelsonConstants(k!, n!, confidence).h2),
  ]);
}

/** Places of points count from 0. */
function choice(entries: Entries, theCase: TheoryCase): Answers {
  const [first, alpha] = [entries.number("n0"), entries.number("alpha")];
  const indifference = entries.number("delta");
  const samples = entries.list("data").map((row) => {
    if (Array.isArray(row) && row.every((value) => typeof value === "number")) return greatest(row, theCase);
    throw new Refusal("params.data is not a list of the figures of each point");
  });
  const { eta, h2 } = kimNelsonConstants(samples.length, first, 1 - alpha);
  const { left, out, replications } = kimNelson(samples, { first, indifference, confidence: 1 - alpha });
  return new Map<string, Expected>([
    ["eta", eta],
    ["h2", h2],
    ["best", left[0]!],
    ["left", left],
    ["eliminated", out.map(({ point }) => point)],
    ["eliminatedAfter", out.map(({ after }) => after)],
    ["stopsAt", replications],
  ]);
}
