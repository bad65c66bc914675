// M/M/c, first come first served, no limit to the queue: means, tail and quantiles of the wait.
// Gross, Shortle, Thompson and Harris, Fundamentals of Queueing Theory (4th ed. 2008), sections 2.2 to 2.4.

import { requireInsideUnit, requireNotNegative, requirePositive } from "./domain.ts";
import { nextErlangB } from "./erlang-b.ts";
import { delayFromLoss, erlangC } from "./erlang-c.ts";

/** Rates are per unit of time and times in that unit, whichever it is. */
interface DelaySystem {
  /** share of arrivals that wait: Erlang C */
  readonly pWait: number;
  /** rate at which the wait of those who wait ends: c μ − λ */
  readonly drain: number;
  /** mean over all arrivals, those that do not wait included */
  readonly meanWait: number;
  readonly meanWaitGivenWait: number;
  /** arrival to end */
  readonly meanResponse: number;
  /** time average of the jobs waiting */
  readonly meanQueue: number;
  /** time average of the jobs waiting or in service */
  readonly meanInSystem: number;
  readonly utilisation: number;
}

/**
 * The M/M/c queue.
 * @param servers 1, 2, …
 * @param arrivalRate jobs per unit of time, > 0 and below servers / meanService
 * @param meanService mean service time, > 0
 */
export function delaySystem(servers: number, arrivalRate: number, meanService: number): DelaySystem {
  requirePositive("arrival rate", arrivalRate);
  requirePositive("mean service time", meanService);
  const offeredLoad = arrivalRate * meanService;
  const pWait = erlangC(servers, offeredLoad);
  const drain = (servers - offeredLoad) / meanService;
  const meanWait = pWait / drain;
  return {
    pWait,
    drain,
    meanWait,
    meanWaitGivenWait: 1 / drain,
    meanResponse: meanWait + meanService,
    meanQueue: arrivalRate * meanWait,
    meanInSystem: arrivalRate * meanWait + offeredLoad,
    utilisation: offeredLoad / servers,
  };
}

/** P(wait > time) = C e^{−(cμ−λ)t}, for a time ≥ 0. */
export function waitTail({ pWait, drain }: DelaySystem, time: number): number {
  requireNotNegative("time", time);
  return pWait * Math.exp(-drain * time);
}

/** The wait that is not exceeded with this probability in (0, 1): ln(C/(1 − q))/(cμ − λ), or 0 if fewer wait. */
export function waitQuantile({ pWait, drain }: DelaySystem, probability: number): number {
  requireInsideUnit("probability", probability);
  return Math.max(0, Math.log(pWait / (1 - probability)) / drain);
}

/** No more than this share of the arrivals waits longer than this. */
interface WaitTarget {
  /** time, ≥ 0; with 0 the target is the share that waits at all */
  readonly longerThan: number;
  /** in (0, 1) */
  readonly share: number;
}

/**
 * The fewest servers that meet the target: Erlang C read backwards.
 * @param arrivalRate jobs per unit of time, > 0
 * @param meanService mean service time, > 0
 */
export function serversForWait(arrivalRate: number, meanService: number, target: WaitTarget): number {
  requirePositive("arrival rate", arrivalRate);
  requirePositive("mean service time", meanService);
  requireNotNegative("time", target.longerThan);
  requireInsideUnit("share", target.share);
  const offeredLoad = arrivalRate * meanService;
  let refused = 1;
  for (let servers = 1; ; servers++) {
    refused = nextErlangB(refused, servers, offeredLoad);
    if (servers <= offeredLoad) continue;
    const drain = (servers - offeredLoad) / meanService;
    const tail = delayFromLoss(refused, servers, offeredLoad) * Math.exp(-drain * target.longerThan);
    if (tail <= target.share) return servers;
  }
}
