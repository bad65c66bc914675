// Preemptive priorities, the preempted job goes on where it was: a class does not see the classes below it. White and
// Christie (1958); Kleinrock, Queueing Systems II (1976), section 3.6; Gross et al. (4th ed. 2008), section 3.4.2.

import type { ServedClass } from "./cobham.ts";
import { requirePositive, requireStable } from "./domain.ts";
import { delaySystem } from "./mmc.ts";
import { requireMoments } from "./pollaczek-khinchine.ts";

/**
 * Mean response time (arrival to end) by class of an M/G/1 queue:
 * T_k = E[S_k]/(1 − σ_{k−1}) + Σ_{i≤k} λ_i E[S_i²] / (2 (1 − σ_{k−1})(1 − σ_k)).
 * @param classes highest priority first; their load is below 1
 */
export function preemptiveResponses(classes: readonly ServedClass[]): number[] {
  let [above, residual] = [0, 0];
  return classes.map((each) => {
    requirePositive("arrival rate", each.arrivalRate);
    requireMoments(each);
    const downTo = above + each.arrivalRate * each.mean;
    requireStable(downTo, 1);
    residual += (each.arrivalRate * each.secondMoment) / 2;
    const response = each.mean / (1 - above) + residual / ((1 - above) * (1 - downTo));
    above = downTo;
    return response;
  });
}

interface PreemptiveServers {
  /** of the high class, which is an M/M/c queue of its own */
  readonly meanWaitHigh: number;
  readonly pWaitHigh: number;
  /** low jobs waiting, interrupted or in service */
  readonly meanInSystemLow: number;
  readonly meanResponseLow: number;
  /** per unit of time */
  readonly preemptionRate: number;
}

/**
 * Two classes of an M/M/c queue with the same mean service time. Together they are an M/M/c queue, and so is the high
 * class alone. A high arrival preempts when all servers are busy, not all of them with high jobs:
 * λ₁ P(n₁ < c ≤ n₁ + n₂) = λ₁ (C(c, a₁ + a₂) − C(c, a₁)).
 * @param highRate jobs per unit of time, > 0
 * @param lowRate jobs per unit of time, > 0
 */
export function preemptiveServers(
  servers: number,
  highRate: number,
  lowRate: number,
  meanService: number,
): PreemptiveServers {
  requirePositive("low arrival rate", lowRate);
  const high = delaySystem(servers, highRate, meanService);
  const both = delaySystem(servers, highRate + lowRate, meanService);
  const meanInSystemLow = both.meanInSystem - high.meanInSystem;
  return {
    meanWaitHigh: high.meanWait,
    pWaitHigh: high.pWait,
    meanInSystemLow,
    meanResponseLow: meanInSystemLow / lowRate,
    preemptionRate: highRate * (both.pWait - high.pWait),
  };
}
