// Non-preemptive priorities: a job that runs is never interrupted. Cobham (1954); Kella and Yechiali (1985) for
// several servers; Gross, Shortle, Thompson and Harris (4th ed. 2008), section 3.4. Classes are given highest first.

import { requirePositive, requireStable } from "./domain.ts";
import { erlangC } from "./erlang-c.ts";
import { requireMoments, type ServiceMoments } from "./pollaczek-khinchine.ts";

/** A priority class in front of a single server. */
export interface ServedClass extends ServiceMoments {
  /** jobs per unit of time, > 0 */
  readonly arrivalRate: number;
}

/**
 * Mean wait by class of an M/G/1 queue: W_k = W₀ / ((1 − σ_{k−1})(1 − σ_k)), W₀ = Σ λ_i E[S_i²] / 2 over all
 * classes, σ_k the load of the classes down to k.
 * @param classes highest priority first; their load is below 1
 */
export function cobhamWaits(classes: readonly ServedClass[]): number[] {
  for (const each of classes) {
    requirePositive("arrival rate", each.arrivalRate);
    requireMoments(each);
  }
  const residual =
    classes.reduce((sum, { arrivalRate, secondMoment }) => sum + arrivalRate * secondMoment, 0) / 2;
  return spread(
    residual,
    classes.map(({ arrivalRate, mean }) => arrivalRate * mean),
  );
}

/**
 * Mean wait by class of an M/M/c queue whose classes have the same mean service time: W₀ = C(c, a) / (c μ).
 * @param servers 1, 2, …
 * @param arrivalRates jobs per unit of time, each > 0, highest priority first
 * @param meanService of every class, > 0
 */
export function cobhamWaitsOfServers(
  servers: number,
  arrivalRates: readonly number[],
  meanService: number,
): number[] {
  for (const rate of arrivalRates) requirePositive("arrival rate", rate);
  requirePositive("mean service time", meanService);
  const offeredLoad = arrivalRates.reduce((sum, rate) => sum + rate * meanService, 0);
  return spread(
    (erlangC(servers, offeredLoad) * meanService) / servers,
    arrivalRates.map((rate) => (rate * meanService) / servers),
  );
}

function spread(residual: number, loads: readonly number[]): number[] {
  let above = 0;
  return loads.map((load) => {
    const downTo = above + load;
    requireStable(downTo, 1);
    const wait = residual / ((1 - above) * (1 - downTo));
    above = downTo;
    return wait;
  });
}
