// The Erlang loss system M/G/c/c: Poisson arrivals, no waiting, any law of the service time (only its mean matters:
// Sevastyanov 1957). Erlang (1917); the recursion neither overflows nor cancels, where a^c/c! overflows from c = 171.

import { requireNotNegative, requirePositive, requireWhole } from "./domain.ts";

/**
 * B(servers, load) from B(servers − 1, load): 1/B_k = 1 + (k/a)/B_{k−1}, Jagerman (1974), in the form without a
 * reciprocal that could overflow.
 */
export function nextErlangB(previous: number, servers: number, offeredLoad: number): number {
  return (offeredLoad * previous) / (servers + offeredLoad * previous);
}

/**
 * Share of arrivals refused, which for Poisson arrivals is the share of time in which all servers are busy.
 * @param servers 0, 1, 2, …; 100,000 take half a millisecond
 * @param offeredLoad arrival rate × mean service time, in Erlang (servers that an endless fleet would keep busy), ≥ 0
 * @throws RangeError when an argument is outside its range
 */
export function erlangB(servers: number, offeredLoad: number): number {
  requireWhole("servers", servers, 0);
  requireNotNegative("offered load", offeredLoad);
  let refused = 1;
  for (let k = 1; k <= servers; k++) refused = nextErlangB(refused, k, offeredLoad);
  return refused;
}

/** Mean of a loss system per unit of time. */
interface LossSystem {
  /** share of arrivals refused */
  readonly refused: number;
  /** mean number of busy servers: the load carried, a (1 − B) */
  readonly meanBusy: number;
  /** mean busy servers / servers */
  readonly utilisation: number;
  /** admitted jobs per unit of time */
  readonly throughput: number;
}

/**
 * The Erlang loss system in the terms of a simulation.
 * @param arrivalRate jobs per unit of time, > 0
 * @param meanService mean service time in that unit, > 0
 */
export function lossSystem(servers: number, arrivalRate: number, meanService: number): LossSystem {
  requireWhole("servers", servers, 1);
  requirePositive("arrival rate", arrivalRate);
  requirePositive("mean service time", meanService);
  const refused = erlangB(servers, arrivalRate * meanService);
  const throughput = arrivalRate * (1 - refused);
  const meanBusy = throughput * meanService;
  return { refused, meanBusy, utilisation: meanBusy / servers, throughput };
}
