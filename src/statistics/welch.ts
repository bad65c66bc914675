// Two sets of replications that share no random numbers: Welch (1938). Beside the paired difference it shows what
// sharing them gains.

import { mean, sampleCorrelation, sampleVariance } from "simple-statistics";
import { studentQuantile } from "./student-t.ts";

interface WelchDifference {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** degrees of freedom by Satterthwaite (1946) */
  readonly degrees: number;
}

/**
 * Interval of mean(values) − mean(against).
 * @throws RangeError when one of the two has fewer than two values, or neither varies
 */
export function welchDifference(
  values: readonly number[],
  against: readonly number[],
  confidence: number,
): WelchDifference {
  if (values.length < 2 || against.length < 2) {
    throw new RangeError(`${values.length} and ${against.length} values are too few to compare`);
  }
  const [a, b] = [varianceOfMean(values), varianceOfMean(against)];
  const degrees = (a + b) ** 2 / (a ** 2 / (values.length - 1) + b ** 2 / (against.length - 1));
  const centre = mean(values) - mean(against);
  const halfWidth = studentQuantile((1 + confidence) / 2, degrees) * Math.sqrt(a + b);
  return { mean: centre, low: centre - halfWidth, high: centre + halfWidth, degrees };
}

/** What common random numbers gained on pairs. */
interface PairingGain {
  /** correlation within the pairs */
  readonly correlation: number;
  /** variance of the paired difference / that of independent runs; below 1 where pairing helped */
  readonly varianceRatio: number;
}

/** @throws RangeError when the two do not pair up */
export function pairingGain(values: readonly number[], against: readonly number[]): PairingGain {
  if (values.length !== against.length) {
    throw new RangeError(`${values.length} replications do not pair with ${against.length}`);
  }
  const differences = values.map((value, i) => value - against[i]!);
  const independent = sampleVariance(values) + sampleVariance(against);
  return {
    correlation: sampleCorrelation(values, against),
    varianceRatio: sampleVariance(differences) / independent,
  };
}

function varianceOfMean(values: readonly number[]): number {
  return sampleVariance(values) / values.length;
}
