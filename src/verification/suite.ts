// All cases of a file as one suite: how strict it is follows from how much it compares.

import { bonferroniLimit } from "../statistics/bonferroni.ts";
import { type Refused, readCases, type TheoryCase } from "./case.ts";
import { prepareSuite } from "./prepare.ts";
import type { Budget, Prepared } from "./prepared.ts";
import { REPLICATIONS } from "./run-plan.ts";
import type { Result, Strictness } from "./verdict.ts";

export interface SuiteOptions {
  /** a family by its name, or the beginning of ids; null: all */
  readonly family: string | null;
  /** errors of half a per cent instead of two, and as many events as they ask for */
  readonly long: boolean;
}

/** A suite that is ready: its cases run one by one, in any order, anywhere. */
export interface Suite {
  readonly cases: readonly TheoryCase[];
  readonly prepared: readonly Prepared[];
  readonly refused: readonly Refused[];
  readonly strictness: Strictness;
  readonly budget: Budget;
}

/** That all true statements of a suite pass together. */
const CONFIDENCE = 0.999;

/** Assumption: events that a run of a case is worth, in all its replications: seconds, or minutes. */
const EVENTS = { quick: 3_000_000, long: 60_000_000 };

/**
 * Make a suite of a file of cases.
 * @param file what the JSON of the file says
 * @throws Refusal when it is no file of cases
 */
export function suiteOf(file: unknown, { family, long }: SuiteOptions): Suite {
  const read = readCases(file);
  const cases = read.cases.filter((each) => isOfFamily(each, family));
  const { prepared, refused } = prepareSuite(cases, read.cases);
  const comparisons = prepared.reduce((sum, each) => sum + each.comparisons, 0);
  return {
    cases,
    prepared,
    refused: [...read.refused, ...refused],
    strictness: {
      limit: bonferroniLimit(Math.max(1, comparisons), REPLICATIONS - 1, CONFIDENCE),
      relativeError: long ? 0.005 : 0.02,
      relativeErrorOfRare: 0.02,
    },
    budget: { events: long ? EVENTS.long : EVENTS.quick },
  };
}

function isOfFamily({ id, family }: TheoryCase, wanted: string | null): boolean {
  if (wanted === null) return true;
  const name = wanted.toLowerCase();
  return family.toLowerCase() === name || id.toLowerCase().startsWith(name);
}

/** Run one case of a suite; yields between slices. */
export function runCase(
  { prepared, strictness, budget }: Suite,
  place: number,
): Generator<void, readonly Result[]> {
  return prepared[place]!.run(strictness, budget);
}
