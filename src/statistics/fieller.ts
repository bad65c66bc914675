// The confidence set of a ratio of two means by Fieller's theorem: Fieller, "Some problems in interval estimation", JRSS B
// 16(2), 175–185, 1954. Exact for normal pairs, where the delta method and the jackknife pretend that a denominator that may
// be 0 is not: the set is then no interval, and says so.

import { mean, sampleCovariance, sampleVariance } from "simple-statistics";
import { studentQuantile } from "./student-t.ts";

/** The ratios that a test would not reject. */
type RatioSet =
  /** the denominator is not 0 */
  | { readonly kind: "between"; readonly low: number; readonly high: number }
  /** the denominator may be 0, the numerator not: up to `low`, or from `high` on */
  | { readonly kind: "outside"; readonly low: number; readonly high: number }
  /** the denominator and the numerator may both be 0, or there is one pair: nothing is known */
  | { readonly kind: "all" };

/**
 * All r for which the mean of x − r y is within its Student-t interval about 0: a r² − 2 b r + c ≤ 0.
 * @param numerators one for each replication
 * @param denominators in the same order
 * @throws RangeError when the two do not pair up
 */
export function fiellerSet(
  numerators: readonly number[],
  denominators: readonly number[],
  confidence = 0.95,
): RatioSet {
  const n = numerators.length;
  if (denominators.length !== n)
    throw new RangeError(`${n} numerators do not pair with ${denominators.length} denominators`);
  if (n < 2) return { kind: "all" };
  const q = studentQuantile((1 + confidence) / 2, n - 1) ** 2 / n;
  const [x, y] = [mean([...numerators]), mean([...denominators])];
  const a = y * y - q * sampleVariance([...denominators]);
  const b = x * y - q * sampleCovariance([...numerators], [...denominators]);
  const c = x * x - q * sampleVariance([...numerators]);
  const root = Math.sqrt(Math.max(0, b * b - a * c));
  if (a > 0) return { kind: "between", low: (b - root) / a, high: (b + root) / a };
  if (c <= 0) return { kind: "all" };
  // A denominator that never varies and is 0 has no ratio at all: the set is beyond all numbers.
  if (a === 0) return { kind: "outside", low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  return { kind: "outside", low: (b + root) / a, high: (b - root) / a };
}
