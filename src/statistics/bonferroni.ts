// Many comparisons at once: each is held to a stricter limit, so that all hold together. Bonferroni's inequality.

import { studentQuantile } from "./student-t.ts";

/**
 * The limit for |t| that none of so many true statements exceeds, with this confidence for all of them together.
 * @param comparisons 1, 2, …
 * @param degrees of freedom of each t
 * @param confidence in (0, 1)
 */
export function bonferroniLimit(comparisons: number, degrees: number, confidence: number): number {
  if (!(Number.isSafeInteger(comparisons) && comparisons >= 1))
    throw new RangeError(`${comparisons} comparisons`);
  return studentQuantile(1 - (1 - confidence) / (2 * comparisons), degrees);
}
