// A case made ready: what of it is refused is known before anything is run.

import type { Expected, Refused, TheoryCase } from "./case.ts";
import type { Result, Strictness, Verdict } from "./verdict.ts";

export interface Prepared {
  readonly id: string;
  /** estimates that it will compare: the suite's limit for |z| depends on their number */
  readonly comparisons: number;
  readonly refused: readonly Refused[];
  /** Make the runs; yields between slices. */
  run(strictness: Strictness, budget: Budget): Generator<void, readonly Result[]>;
}

/** How much work a case is worth. */
export interface Budget {
  /** events of every run of a case, in all its replications */
  readonly events: number;
}

/** A case whose figures are exact: computed at once, and compared by its own tolerance. */
export function exactly(
  theCase: TheoryCase,
  refused: readonly Refused[],
  answer: () => ReadonlyMap<string, Expected>,
  agrees: (got: Expected, expected: Expected, metric: string) => boolean,
): Prepared {
  return {
    id: theCase.id,
    comparisons: 0,
    refused,
    *run() {
      const answers = answer();
      return [...theCase.expect].flatMap(([metric, expected]) => {
        const got = answers.get(metric);
        if (got === undefined) return [];
        const verdict: Verdict = agrees(got, expected, metric) ? "pass" : "fail";
        return [{ id: theCase.id, metric, expected, got, stderr: null, z: null, verdict, note: "" }];
      });
    },
  };
}

/** The figures of a case that nobody answers, refused by name. */
export function unanswered(theCase: TheoryCase, known: (metric: string) => boolean): Refused[] {
  return [...theCase.expect.keys()]
    .filter((metric) => !known(metric))
    .map((metric) => ({ id: theCase.id, reason: `the metric ${metric} is not known` }));
}

/** Within a share of the expected number; anything but numbers must be the same, lists whole. */
export function within(relative: number, absolute: number) {
  return (got: Expected, expected: Expected): boolean => {
    if (typeof got === "number" && typeof expected === "number")
      return Math.abs(got - expected) <= Math.max(relative * Math.abs(expected), absolute);
    if (Array.isArray(got) && Array.isArray(expected))
      return (
        got.length === expected.length &&
        got.every((each, place) => within(relative, absolute)(each, expected[place]))
      );
    return got === expected;
  };
}
