// Is one setting better than another? The t test of the differences of pairs that shared their random numbers. Law (5th
// ed. 2015), section 10.2.1.

import { type Estimate, pairedDifference } from "./interval.ts";
import { studentQuantile, studentTwoSided } from "./student-t.ts";

interface PairedTest {
  /** of the difference, with its interval */
  readonly difference: Estimate;
  /** two-sided; NaN with fewer than two pairs that have a value */
  readonly pValue: number;
}

/**
 * The paired difference `values − against` and the p-value of "there is none": t = d̄/(s/√n) with n − 1 degrees of freedom.
 * Differences that are all the same number have no error: their p-value is 0, or 1 where they are all 0.
 * @throws RangeError when the two do not pair up
 */
export function pairedTest(
  values: readonly number[],
  against: readonly number[],
  confidence = 0.95,
): PairedTest {
  const difference = pairedDifference(values, against, confidence);
  const degrees = difference.replications - 1;
  if (degrees < 1) return { difference, pValue: Number.NaN };
  if (difference.mean === 0) return { difference, pValue: 1 };
  const error = (difference.high - difference.mean) / studentQuantile((1 + confidence) / 2, degrees);
  return { difference, pValue: studentTwoSided(difference.mean / error, degrees) };
}
