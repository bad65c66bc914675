// How much of the variance of an answer each assumption explains, alone and together with others. Sobol' (1993); the design
// and the estimators of Saltelli et al. (2010), "Variance based sensitivity analysis of model output", Computer Physics
// Communications 181, 259: table 2 (b) for the first order, (f) by Jansen (1999) for the total.

import type { RandomStream } from "../../kernel/random-stream.ts";
import { bootstrapIntervals } from "./bootstrap.ts";

/** With fewer rows the indices of weak assumptions drown: Saltelli et al. recommend 500 to 1,000 and more. */
export const FEWEST_ROWS = 1024;

type Point = readonly number[];

/**
 * The points to be run for one row of the design: a, b, and for each coordinate i the point a with its i-th coordinate from
 * b. An answer is wanted for each, in this order: k + 2 of them.
 * @param halves 2k numbers in [0, 1): a, then b; from a random source, or a row of a sequence that fills 2k dimensions evenly
 */
export function sobolRow(halves: Point): Point[] {
  const k = halves.length / 2;
  if (!Number.isSafeInteger(k)) throw new RangeError(`${halves.length} coordinates are not two points`);
  const [a, b] = [halves.slice(0, k), halves.slice(k)];
  return [a, b, ...a.map((_, coordinate) => a.with(coordinate, b[coordinate]!))];
}

/** With its bootstrap interval; an index may come out a little below 0, or above 1. */
interface Bootstrapped {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

interface SobolIndices {
  /** of the answer, over the points a and b */
  readonly variance: Bootstrapped;
  /** S_i = V(E(y | x_i))/V: what would be gained by knowing the assumption */
  readonly first: readonly Bootstrapped[];
  /** S_Ti = E(V(y | all but x_i))/V: what would be left if all others were known */
  readonly total: readonly Bootstrapped[];
}

/** How the intervals are made. */
interface Resampling {
  readonly random: RandomStream;
  readonly resamples?: number;
  readonly confidence?: number;
}

/**
 * S_i = (1/N) Σ f(b)(f(a_b^i) − f(a))/V and S_Ti = (1/2N) Σ (f(a) − f(a_b^i))²/V, answers taken about their mean, which costs
 * less variance; intervals by drawing rows with replacement. All NaN where the answer never varies.
 * @param answers of each row of the design, the answers of `sobolRow`: means over replications, whose noise adds to every S_Ti
 */
export function sobolIndices(
  answers: readonly Point[],
  { random, resamples = 1000, confidence = 0.95 }: Resampling,
): SobolIndices {
  const k = (answers[0]?.length ?? 0) - 2;
  if (k < 1) throw new RangeError("there are no answers of a design");
  for (const row of answers)
    if (row.length !== k + 2) throw new RangeError(`a row of ${row.length} answers among rows of ${k + 2}`);
  const columns = Array.from({ length: k + 2 }, (_, column) =>
    Float64Array.from(answers, (row) => row[column]!),
  );
  const estimate = (drawn: Int32Array) => estimates(columns, drawn);
  const own = estimate(Int32Array.from(answers.keys()));
  const bounds = bootstrapIntervals(answers.length, estimate, random, resamples, confidence);
  const index = (place: number) => ({ value: own[place]!, ...bounds[place]! });
  return {
    variance: index(0),
    first: Array.from({ length: k }, (_, i) => index(1 + i)),
    total: Array.from({ length: k }, (_, i) => index(1 + k + i)),
  };
}

/** The variance, then the S_i, then the S_Ti of the rows drawn. */
function estimates([a, b, ...mixed]: readonly Float64Array[], drawn: Int32Array): number[] {
  const n = drawn.length;
  let [sum, squares] = [0, 0];
  for (const row of drawn) sum += a![row]! + b![row]!;
  const centre = sum / (2 * n);
  for (const row of drawn) squares += (a![row]! - centre) ** 2 + (b![row]! - centre) ** 2;
  const variance = squares / (2 * n - 1);
  const first: number[] = [];
  const total: number[] = [];
  for (const own of mixed) {
    let [together, apart] = [0, 0];
    for (const row of drawn) {
      const change = own[row]! - a![row]!;
      together += (b![row]! - centre) * change;
      apart += change ** 2;
    }
    first.push(together / n / variance);
    total.push(apart / (2 * n) / variance);
  }
  return [variance, ...first, ...total];
}
