// What replications say together: the mean and a Student-t interval around it, and the same of paired differences.

import { mean, sampleStandardDeviation } from "simple-statistics";
import { studentQuantile } from "./student-t.ts";

/** A mean over replications and its interval; NaN where there is none (no value: all three; one value: both ends). */
export interface Estimate {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** replications that had a value */
  readonly replications: number;
}

const CONFIDENCE = 0.95;

/**
 * Mean of independent replications ± t(n − 1) × s / √n. A replication without a value (NaN: no job, no wait) is
 * left out and not counted.
 */
export function meanInterval(values: readonly number[], confidence: number = CONFIDENCE): Estimate {
  const observed = values.filter((value) => !Number.isNaN(value));
  const replications = observed.length;
  if (replications === 0) return { mean: Number.NaN, low: Number.NaN, high: Number.NaN, replications };
  const centre = mean(observed);
  if (replications === 1) return { mean: centre, low: Number.NaN, high: Number.NaN, replications };
  const t = quantileOf((1 + confidence) / 2, replications - 1);
  const halfWidth = (t * sampleStandardDeviation(observed)) / Math.sqrt(replications);
  return { mean: centre, low: centre - halfWidth, high: centre + halfWidth, replications };
}

/**
 * Interval of the mean of `values[i] − against[i]`, the two runs of a pair having shared their random numbers.
 * @throws RangeError when the two do not pair up
 */
export function pairedDifference(
  values: readonly number[],
  against: readonly number[],
  confidence: number = CONFIDENCE,
): Estimate {
  if (values.length !== against.length) {
    throw new RangeError(`${values.length} replications do not pair with ${against.length}`);
  }
  const differences = values.map((value, replication) => value - against[replication]!);
  return meanInterval(differences, confidence);
}

/** The last quantile: all cells of a table have the same. */
let last = { probability: Number.NaN, degrees: 0, quantile: 0 };

function quantileOf(probability: number, degrees: number): number {
  if (last.probability !== probability || last.degrees !== degrees)
    last = { probability, degrees, quantile: studentQuantile(probability, degrees) };
  return last.quantile;
}
