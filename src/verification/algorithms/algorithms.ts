// Statistical procedures, run on the data of a case.

import type { TheoryCase } from "../case.ts";
import { Entries } from "../entries.ts";
import { exactly, type Prepared, unanswered, within } from "../prepared.ts";
import { Refusal } from "../refusal.ts";
import { COMPARISONS } from "./comparisons.ts";
import { OUTPUT_ANALYSIS } from "./output-analysis.ts";
import type { Procedure } from "./procedure.ts";
import { SELECTION } from "./selection.ts";
import { prepareSensitivity, testFunctionOf } from "./sensitivity.ts";

const PROCEDURES: readonly Procedure[] = [...OUTPUT_ANALYSIS, ...COMPARISONS, ...SELECTION];

/** What a figure that should be 0 may be off. */
const ABSOLUTE = 1e-12;

/** Generators that others draw from; the product draws from seedrandom (docs/decisions/0002-random-streams.md). */
const OTHER_GENERATORS = /MRG32k3a|splitmix|xoshiro/i;

/** @throws Refusal when no procedure here has such data */
export function prepareAlgorithm(theCase: TheoryCase): Prepared {
  const { model, params } = theCase;
  if (OTHER_GENERATORS.test(model))
    throw new Refusal(`${model}: another generator than the product's, which is seedrandom`);
  const tried = testFunctionOf(theCase);
  if (tried !== null) return prepareSensitivity(theCase, tried);
  const procedure = PROCEDURES.find((each) => answersTo(each, theCase));
  if (procedure === undefined)
    throw new Refusal(
      `${model}: no statistical procedure has the parameters ${Object.keys(params).join(", ")}`,
    );
  const entries = new Entries(params, "params");
  const answers = procedure.answers(entries, theCase);
  entries.end();
  return exactly(
    theCase,
    unanswered(theCase, (metric) => answers.has(metric)),
    () => answers,
    within(procedure.relative ?? 1e-9, ABSOLUTE),
  );
}

function answersTo({ keys, model }: Procedure, theCase: TheoryCase): boolean {
  const given = Object.keys(theCase.params);
  const known = keys.map((key) => key.replace(/\?$/, ""));
  return (
    (model === undefined || model.test(theCase.model)) &&
    keys.every((key) => key.endsWith("?") || given.includes(key)) &&
    given.every((key) => known.includes(key))
  );
}
