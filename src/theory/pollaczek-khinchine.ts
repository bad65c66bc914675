// M/G/1, first come first served: the mean wait depends on the service law through two moments.
// Pollaczek (1930), Khinchine (1932); Kleinrock, Queueing Systems I (1975), section 5.6.

import { requirePositive, requireStable } from "./domain.ts";

/** The first two moments of a service law: all that the mean waits of a single server need. */
export interface ServiceMoments {
  /** E[S], > 0 */
  readonly mean: number;
  /** E[S²] = variance + mean², ≥ mean² */
  readonly secondMoment: number;
}

/** @throws RangeError when no law has these moments */
export function requireMoments({ mean, secondMoment }: ServiceMoments): void {
  requirePositive("mean service time", mean);
  // The moments of a constant, rounded, may miss mean² by a digit.
  if (!(secondMoment >= mean * mean * (1 - 1e-12) && secondMoment < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`second moment ${secondMoment} of the service time is below the square of ${mean}`);
  }
}

/**
 * Mean wait in an M/G/1 queue: λ E[S²] / (2 (1 − ρ)).
 * @param arrivalRate jobs per unit of time, > 0, with arrivalRate × mean < 1
 */
export function pollaczekKhinchineWait(arrivalRate: number, service: ServiceMoments): number {
  requirePositive("arrival rate", arrivalRate);
  requireMoments(service);
  const utilisation = arrivalRate * service.mean;
  requireStable(utilisation, 1);
  return (arrivalRate * service.secondMoment) / (2 * (1 - utilisation));
}
