// When an estimate agrees with theory. A mean is tested only when its error is small; where the exact variance of it is
// known, the error itself is tested too: right means with wrong error bars mislead in just the decisions they are for.

import type { Expected } from "./case.ts";
import type { Estimated } from "./estimating.ts";

export type Verdict = "pass" | "fail" | "not-tested";

/** One figure of a case: what it should be, what it is. */
export interface Result {
  readonly id: string;
  readonly metric: string;
  readonly expected: Expected;
  /** null where nothing was measured */
  readonly got: Expected | null;
  /** null where there is no error: a figure that is exact */
  readonly stderr: number | null;
  readonly z: number | null;
  readonly verdict: Verdict;
  /** what a reader may want to know: how the figure came about, or why it fails */
  readonly note: string;
}

/** How strict a suite is. */
export interface Strictness {
  /** largest |z| of a figure that agrees */
  readonly limit: number;
  /** largest standard error of a tested figure, as a share of it */
  readonly relativeError: number;
  /** the same for probabilities below 0.01 */
  readonly relativeErrorOfRare: number;
}

/** A probability below this is rare. */
const RARE = 0.01;

/** With an error beyond this share there are too few events for a normal z: nothing can be said, not even that it fails. */
const HOPELESS = 0.1;

/** Fewer events than this say nothing of a share. */
const FEWEST_EVENTS = 30;

/** The standard error that a figure must have to be tested. */
export function wantedError(expected: number, isProbability: boolean, strictness: Strictness): number {
  const rare = isProbability && Math.abs(expected) < RARE;
  return (rare ? strictness.relativeErrorOfRare : strictness.relativeError) * Math.abs(expected);
}

export interface Judged {
  readonly z: number | null;
  readonly verdict: Verdict;
  readonly note: string;
}

export interface Question {
  readonly expected: number;
  readonly isProbability: boolean;
  /** standard error that theory gives to this much time, or null */
  readonly exactError: number | null;
}

/** Judge an estimate. */
export function judge(
  { value, stderr, base }: Estimated,
  question: Question,
  strictness: Strictness,
): Judged {
  const { expected, isProbability, exactError } = question;
  if (!Number.isFinite(value)) return { z: null, verdict: "not-tested", note: "nothing was observed" };
  if (isProbability && value === 0 && expected !== 0 && expected * base < FEWEST_EVENTS)
    return { z: null, verdict: "not-tested", note: "too rare to be seen" };
  if (stderr === 0) {
    const same = value === expected;
    return { z: same ? 0 : null, verdict: same ? "pass" : "fail", note: same ? "" : "it does not vary" };
  }
  const z = (value - expected) / stderr;
  const off = Math.abs(z) > strictness.limit;
  if (!(stderr <= wantedError(expected, isProbability, strictness))) {
    const hopeless = !(stderr <= HOPELESS * Math.abs(expected));
    return off && !hopeless
      ? { z, verdict: "fail", note: "" }
      : { z, verdict: "not-tested", note: "the error is too large" };
  }
  const errorRatio = exactError === null ? 1 : stderr / exactError;
  if (errorRatio < LEAST_ERROR_RATIO || errorRatio > LARGEST_ERROR_RATIO)
    return { z, verdict: "fail", note: `the standard error is ${errorRatio.toFixed(2)} of the exact one` };
  const note = exactError === null ? "" : `standard error ${errorRatio.toFixed(2)} of the exact one`;
  return { z, verdict: off ? "fail" : "pass", note };
}

/** Bounds of the standard error as a share of the exact one. */
const LEAST_ERROR_RATIO = 0.6;
const LARGEST_ERROR_RATIO = 1.6;
