import type { RandomStream } from "../../kernel/random-stream.ts";

interface Bounds {
  readonly low: number;
  readonly high: number;
}

/**
 * Percentile intervals of several statistics at once: they are computed again and again from rows drawn with replacement, and
 * the middle of what comes out is kept. Efron and Tibshirani (1993), section 13.3.
 * @param rows independent of each other, or designed as if; 1, 2, …
 * @param statistics of the rows with these indices
 * @param resamples 1,000 for an interval of 95 %
 */
export function bootstrapIntervals(
  rows: number,
  statistics: (drawn: Int32Array) => readonly number[],
  random: RandomStream,
  resamples: number,
  confidence: number,
): Bounds[] {
  const drawn = new Int32Array(rows);
  const found: Float64Array[] = [];
  for (let resample = 0; resample < resamples; resample++) {
    for (let row = 0; row < rows; row++) drawn[row] = random.index(rows);
    statistics(drawn).forEach((value, place) => {
      found[place] ??= new Float64Array(resamples);
      found[place][resample] = value;
    });
  }
  const tail = Math.floor(((1 - confidence) / 2) * resamples);
  return found.map((values) => {
    values.sort();
    return { low: values[tail]!, high: values[resamples - 1 - tail]! };
  });
}
