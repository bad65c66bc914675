// Before a long run: how precise will it be? Its first replications, made as a pilot, tell, for they are part of it.
//
// Of normal values with m in the pilot and n in the run, what the squares of all deviate exceeds those of the pilot by σ² times a
// chi-square of n − m degrees of freedom that is independent of the pilot (Cochran's theorem). So
//   s²(n) / s²(m) = ((m − 1) + (n − m) F) / (n − 1),   F of the F law of n − m and m − 1,
// and the half-width that the run will have, t(n − 1) s(n) / √n, has a law of its own. The same from theory instead of a
// pilot, where theory knows the variance: Whitt (1989), `theory/run-length.ts`.

import { sampleVariance } from "simple-statistics";
import { fQuantile } from "./f-law.ts";
import { studentQuantile } from "./student-t.ts";

/** What is not known yet: as likely more as less than `median`, and nine times of ten between the others. */
export interface Forecast {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

const OUTSIDE = 0.05;

/** Nobody makes more; where more were needed, the forecast is infinite. */
const MOST_REPLICATIONS = 1e6;

/**
 * The half-width of the interval of the mean after so many replications, the pilot's among them, in the unit of the figure.
 * Values that are far from normal, or a pilot that missed what happens rarely, make the range too narrow.
 * @param pilot the figure in each replication of the pilot, at least 2
 * @param replications infinite half-widths for 1
 * @throws RangeError
 */
export function forecastHalfWidth(
  pilot: readonly number[],
  replications: number,
  confidence = 0.95,
): Forecast {
  requirePilot(pilot);
  return forecastOf((probability) => halfWidthAt(pilot, replications, probability, confidence));
}

/**
 * The least replications, the pilot's among them, after which the half-width is so small.
 * @param halfWidth above 0, in the unit of the figure
 * @returns infinite where a million are not enough
 * @throws RangeError
 */
export function forecastReplications(
  pilot: readonly number[],
  halfWidth: number,
  confidence = 0.95,
): Forecast {
  requirePilot(pilot);
  if (!(halfWidth > 0)) throw new RangeError(`a half-width of ${halfWidth} is not above 0`);
  return forecastOf((probability) =>
    least((replications) => halfWidthAt(pilot, replications, probability, confidence) <= halfWidth),
  );
}

function forecastOf(quantile: (probability: number) => number): Forecast {
  return { low: quantile(OUTSIDE), median: quantile(0.5), high: quantile(1 - OUTSIDE) };
}

/** A quantile of the half-width; what the pilot has seen already is known. */
function halfWidthAt(
  pilot: readonly number[],
  replications: number,
  probability: number,
  confidence: number,
): number {
  if (replications < 2) return Number.POSITIVE_INFINITY;
  const seen = pilot.slice(0, replications);
  const unseen = replications - seen.length;
  const squares = (seen.length - 1) * sampleVariance(seen);
  const more =
    unseen === 0 ? 0 : unseen * sampleVariance(seen) * growth(probability, unseen, seen.length - 1);
  const deviation = Math.sqrt((squares + more) / (replications - 1));
  return (studentQuantile((1 + confidence) / 2, replications - 1) * deviation) / Math.sqrt(replications);
}

/** Quantile of F, by that of 1/F: accurate for any number above. */
function growth(probability: number, above: number, below: number): number {
  return 1 / fQuantile(1 - probability, below, above);
}

function least(enough: (replications: number) => boolean): number {
  let [low, high] = [1, 2];
  while (!enough(high)) {
    if (high > MOST_REPLICATIONS) return Number.POSITIVE_INFINITY;
    [low, high] = [high, 2 * high];
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (enough(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function requirePilot(pilot: readonly number[]): void {
  if (pilot.length < 2)
    throw new RangeError(`a pilot of ${pilot.length} replications says nothing of their spread`);
}
