import type { RandomStream } from "./random-stream.ts";
import type { Duration } from "./time.ts";

/**
 * The law of a random quantity: a service time in ms, a gap in ms, a factor.
 * `mean` and `variance` are exact (Infinity where a moment does not exist); every law is tested against them.
 */
export interface Law {
  readonly mean: number;
  readonly variance: number;
  /** One draw, in the unit of `mean`; never negative for a law of durations. */
  sample(stream: RandomStream): number;
  /** The mean of a function of it, without a draw; there where its quantiles have a closed form. */
  meanOf?(value: (drawn: number) => number): number;
}

/** One draw of a law of durations, rounded to a whole millisecond. */
export function sampleDuration(law: Law, stream: RandomStream): Duration {
  return Math.round(law.sample(stream));
}
