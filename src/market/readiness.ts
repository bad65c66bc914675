// What share of the demand can buy yet: certifications, support and tools come by and by. A logistic ramp through given
// points: between two of them the logarithm of the odds is linear in time, and beyond the outer ones it goes on as it did.

import type { Duration, Instant } from "../kernel/time.ts";

/** A ramp through at least two points, in order of both. */
export interface RampPlan {
  /** shares, each above 0 and below 1 */
  readonly shares: readonly number[];
  /** when they are reached, from the beginning of the ramp, ms */
  readonly times: readonly Duration[];
  /** how far along the ramp instant 0 is, ms */
  readonly start: Duration;
}

/** The share that can buy at `now`. */
export function readyShare({ shares, times, start }: RampPlan, now: Instant): number {
  const time = start + now;
  let place = 1;
  while (place < times.length - 1 && times[place]! <= time) place++;
  const from = times[place - 1]!;
  const low = logOdds(shares[place - 1]!);
  const slope = (logOdds(shares[place]!) - low) / (times[place]! - from);
  return 1 / (1 + Math.exp(-(low + slope * (time - from))));
}

function logOdds(share: number): number {
  return Math.log(share / (1 - share));
}
