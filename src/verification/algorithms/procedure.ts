// A procedure of `statistics` as a case asks for it.

import type { Expected, TheoryCase } from "../case.ts";
import type { Entries } from "../entries.ts";

export type Answers = ReadonlyMap<string, Expected>;

/** What answers cases of one kind: those whose parameters are its keys, and whose model says what it does. */
export interface Procedure {
  /** keys of the parameters; what ends in "?" may be missing */
  readonly keys: readonly string[];
  /** how the model is called; any where nothing but the keys matters */
  readonly model?: RegExp;
  readonly answers: (entries: Entries, theCase: TheoryCase) => Answers;
  /** that a figure agrees, to this share of it; 1e-9 if left out */
  readonly relative?: number;
}

/** Metrics whose names carry numbers: an answer for each that the case asks for. */
export function numbered(
  { expect }: TheoryCase,
  pattern: RegExp,
  answer: (...numbers: number[]) => Expected,
): [string, Expected][] {
  return [...expect.keys()].flatMap((metric): [string, Expected][] => {
    const match = pattern.exec(metric);
    return match === null ? [] : [[metric, answer(...match.slice(1).map(Number))]];
  });
}
