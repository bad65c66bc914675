// GI/M/1, first come first served: arrivals that are not Poisson do not see time averages. Kleinrock, Queueing
// Systems I (1975), chapter 6.

import { zeroBetween } from "./bisection.ts";
import { requirePositive, requireStable } from "./domain.ts";

interface RenewalQueue {
  /** σ, share of arrivals that find the server busy, in general not its utilisation */
  readonly pWait: number;
  readonly meanWait: number;
}

/**
 * The GI/M/1 queue: σ is the root inside (0, 1) of σ = A*(μ (1 − σ)), A* the Laplace transform of the
 * interarrival law; mean wait σ / (μ (1 − σ)).
 * @param transform s → E[e^{−s A}] for s ≥ 0; for arrivals every d it is e^{−s d}
 * @param meanInterarrival E[A], longer than the mean service time
 * @param meanService mean of the exponential service time, > 0
 */
export function renewalQueue(
  transform: (s: number) => number,
  meanInterarrival: number,
  meanService: number,
): RenewalQueue {
  requirePositive("mean interarrival time", meanInterarrival);
  requirePositive("mean service time", meanService);
  requireStable(meanService, meanInterarrival);
  // σ − A*(μ (1 − σ)) is concave: below 0 at 0, 0 again at 1, and above in between; just above 1 it would be negative.
  const excess = (sigma: number) => sigma - transform((1 - sigma) / meanService);
  const pWait = zeroBetween(excess, 0, positiveBelowOne(excess));
  return { pWait, meanWait: (pWait * meanService) / (1 - pWait) };
}

/** A point between the wanted root and the root at 1. */
function positiveBelowOne(f: (x: number) => number): number {
  for (let distance = 0.5; distance > Number.EPSILON; distance /= 2) {
    if (f(1 - distance) > 0) return 1 - distance;
  }
  throw new RangeError("the queue is too close to saturation to tell its two roots apart");
}
