// Before a long run: how precise will it be? A pilot of a few short replications tells. The variance of an average over
// time falls with its length, and that of the mean with the replications: Whitt (1989), Management Science 35, 1341; the same
// from theory instead of a pilot stands in `theory/run-length.ts`.

import { mean, sampleVariance } from "simple-statistics";
import { studentQuantile } from "./student-t.ts";

/** How much is to be simulated. */
interface RunSize {
  /** measured time of a replication, in any unit that the two sizes share */
  readonly length: number;
  readonly replications: number;
}

/**
 * The share of its mean that the half-width of a figure will be: t(R − 1) s √(L₀/L)/(√R |x̄|), with x̄ and s of the pilot.
 * A pilot shorter than the correlation time of the system promises too much.
 * @param pilot the figure in each replication of the pilot, at least 2; an average over time, not a sum
 * @param pilotLength L₀, measured time of a replication of the pilot
 * @returns infinite where the mean is 0, or for one replication
 * @throws RangeError
 */
export function forecastPrecision(
  pilot: readonly number[],
  pilotLength: number,
  { length, replications }: RunSize,
  confidence = 0.95,
): number {
  requirePilot(pilot, pilotLength);
  requirePositive("length", length);
  if (replications < 2) return Number.POSITIVE_INFINITY;
  const t = studentQuantile((1 + confidence) / 2, replications - 1);
  const ofOne = sampleVariance(pilot) * (pilotLength / length);
  return (t * Math.sqrt(ofOne / replications)) / Math.abs(mean(pilot));
}

/**
 * The least replications of a length for which that share is at most `wanted`; infinite where the mean of the pilot is 0.
 * @param wanted in (0, 1)
 */
export function replicationsFor(
  wanted: number,
  pilot: readonly number[],
  pilotLength: number,
  length: number,
  confidence = 0.95,
): number {
  if (!(wanted > 0 && wanted < 1)) throw new RangeError(`a half-width of ${wanted} is no share`);
  const enough = (replications: number) =>
    forecastPrecision(pilot, pilotLength, { length, replications }, confidence) <= wanted;
  if (mean(pilot) === 0) return Number.POSITIVE_INFINITY;
  let [low, high] = [1, 2];
  while (!enough(high)) [low, high] = [high, 2 * high];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (enough(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function requirePilot(pilot: readonly number[], pilotLength: number): void {
  if (pilot.length < 2)
    throw new RangeError(`a pilot of ${pilot.length} replications says nothing of their spread`);
  requirePositive("length of the pilot", pilotLength);
}

function requirePositive(name: string, value: number): void {
  if (!(value > 0 && value < Number.POSITIVE_INFINITY))
    throw new RangeError(`${name} ${value} is not positive`);
}
