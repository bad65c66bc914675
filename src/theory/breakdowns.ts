// M/M/1 with breakdowns of the server, idle or not; the interrupted job goes on after the repair. White and Christie
// (1958); Avi-Itzhak and Naor (1963).

import { requirePositive, requireStable } from "./domain.ts";
import { availability } from "./mean-time-to-failure.ts";

/**
 * Mean number in the system: λ((ξ+η)² + ξμ) / ((ξ+η)(η(μ−λ) − λξ)), all laws exponential.
 * @param arrivalRate λ, jobs per unit of time, > 0
 * @param meanService 1/μ, > 0
 * @param meanTimeToFailure 1/ξ, > 0
 * @param meanTimeToRepair 1/η, > 0
 */
export function breakdownQueueMean(
  arrivalRate: number,
  meanService: number,
  meanTimeToFailure: number,
  meanTimeToRepair: number,
): number {
  requirePositive("arrival rate", arrivalRate);
  requirePositive("mean service time", meanService);
  requireStable(arrivalRate * meanService, availability(meanTimeToFailure, meanTimeToRepair));
  const [serving, failing, repairing] = [1 / meanService, 1 / meanTimeToFailure, 1 / meanTimeToRepair];
  const either = failing + repairing;
  return (
    (arrivalRate * (either ** 2 + failing * serving)) /
    (either * (repairing * (serving - arrivalRate) - arrivalRate * failing))
  );
}
