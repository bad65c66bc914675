// One long run cut into batches whose means are nearly independent: Fishman (1978); Law, Simulation Modeling and
// Analysis (5th ed. 2015), section 9.5.3.

import { mean } from "simple-statistics";
import { type Estimate, meanInterval } from "./interval.ts";

/** A standard normal exceeds this with probability 2.5 %: from here on successive batches are held to be correlated. */
const CORRELATED_FROM = 1.959963984540054;

/** With fewer batches the test has no power: merging stops, and the interval is not to be trusted. */
export const FEWEST_BATCHES = 10;

/** Means of successive batches of so many observations; what does not fill the last batch is left out. */
export function batchMeans(series: readonly number[], size: number): number[] {
  if (!(Number.isSafeInteger(size) && size >= 1)) throw new RangeError(`batches of ${size} observations`);
  const batches = Math.floor(series.length / size);
  return Array.from({ length: batches }, (_, batch) => mean(series.slice(batch * size, (batch + 1) * size)));
}

/** Correlation of neighbours: `c` estimates it, `z` is standard normal when there is none. */
interface CorrelationTest {
  readonly c: number;
  readonly z: number;
}

/**
 * Von Neumann's ratio (1941) as a test: C = 1 − Σ(x_i − x_{i−1})² / (2 Σ(x_i − x̄)²), z = C / √((k − 2)/(k² − 1)).
 * Equal values are not correlated.
 * @throws RangeError when there are fewer than 3 values
 */
export function vonNeumannTest(values: readonly number[]): CorrelationTest {
  const k = values.length;
  if (k < 3) throw new RangeError(`${k} values are too few to test their correlation`);
  const centre = mean(values);
  let [successive, around] = [0, 0];
  for (let i = 0; i < k; i++) {
    if (i > 0) successive += (values[i]! - values[i - 1]!) ** 2;
    around += (values[i]! - centre) ** 2;
  }
  const c = around === 0 ? 0 : 1 - successive / (2 * around);
  return { c, z: c / Math.sqrt((k - 2) / (k * k - 1)) };
}

interface BatchEstimate {
  /** of the mean, with the batches as its replications */
  readonly estimate: Estimate;
  readonly test: CorrelationTest;
  /** the batches are still correlated and too few to be merged: the run is too short for an interval */
  readonly tooShort: boolean;
}

/**
 * The interval of the mean from batches of one run: while the test finds neighbours alike, pairs are merged into one
 * batch twice as long. Of an odd number the first batch, nearest to the start of the run, is left out.
 * @param means of at least 3 batches of the same length, in time or in jobs
 */
export function batchMeansInterval(means: readonly number[], confidence?: number): BatchEstimate {
  let batches = means;
  let test = vonNeumannTest(batches);
  while (test.z > CORRELATED_FROM && batches.length >= 2 * FEWEST_BATCHES) {
    batches = batchMeans(batches.slice(batches.length % 2), 2);
    test = vonNeumannTest(batches);
  }
  return {
    estimate: meanInterval(batches, confidence),
    test,
    tooShort: test.z > CORRELATED_FROM || batches.length < FEWEST_BATCHES,
  };
}
