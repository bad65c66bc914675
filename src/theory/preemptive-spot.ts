// Spot on top of on-demand, one GPU each, neither waits: an on-demand arrival that finds the pool full takes the GPU
// of a spot job, which is dropped. Helly (1962), "Two doctrines for the handling of two-priority traffic".

import { requireNotNegative, requirePositive, requireWhole } from "./domain.ts";
import { erlangB } from "./erlang-b.ts";
import { MarkovChain } from "./markov-chain.ts";

interface SpotMarket {
  /** share of on-demand (or internal) arrivals refused */
  readonly refused: number;
  /** share of spot arrivals refused */
  readonly spotRefused: number;
  readonly meanBusy: number;
  readonly meanBusySpot: number;
  /** spot jobs dropped / spot jobs admitted */
  readonly preemptedShare: number;
}

/**
 * Equal mean service times, in closed form: together the classes are one Erlang system, and on-demand alone another.
 * Spot carries a (1 − B(c, a)) − a₁ (1 − B(c, a₁)), and a₁ (B(c, a) − B(c, a₁)) of it are dropped per service time.
 * @param servers 1, 2, …
 * @param load on-demand, Erlang, ≥ 0
 * @param spotLoad Erlang, > 0
 */
export function preemptiveSpot(servers: number, load: number, spotLoad: number): SpotMarket {
  requireWhole("servers", servers, 1);
  requirePositive("spot load", spotLoad);
  const refused = erlangB(servers, load);
  const full = erlangB(servers, load + spotLoad);
  const meanBusy = (load + spotLoad) * (1 - full);
  return {
    refused,
    spotRefused: full,
    meanBusy,
    meanBusySpot: meanBusy - load * (1 - refused),
    preemptedShare: (load * (full - refused)) / (spotLoad * (1 - full)),
  };
}

/** A Poisson stream of one-GPU jobs with exponential service times. */
interface Stream {
  /** per unit of time, > 0 */
  readonly arrivalRate: number;
  /** > 0 */
  readonly meanService: number;
}

/**
 * Different mean service times: from the two-dimensional Markov chain.
 * @param servers 1, 2, … 50, as the chain has (c + 1)(c + 2)/2 states
 */
export function preemptiveSpotChain(servers: number, first: Stream, spot: Stream): SpotMarket {
  requireWhole("servers", servers, 1);
  for (const { arrivalRate, meanService } of [first, spot]) {
    requireNotNegative("arrival rate", arrivalRate);
    requirePositive("mean service time", meanService);
  }
  requirePositive("spot arrival rate", spot.arrivalRate);
  const chain = new MarkovChain([0, 0], ([held, spots]) => {
    const full = held! + spots! === servers;
    return [
      [[held! + 1, full ? spots! - 1 : spots!], held! < servers ? first.arrivalRate : 0],
      [[held!, spots! + 1], full ? 0 : spot.arrivalRate],
      [[held! - 1, spots!], held! / first.meanService],
      [[held!, spots! - 1], spots! / spot.meanService],
    ];
  });
  const spotRefused = chain.mean(([held, spots]) => (held! + spots! === servers ? 1 : 0));
  const evicting = chain.mean(([held, spots]) => (held! + spots! === servers && spots! > 0 ? 1 : 0));
  return {
    refused: erlangB(servers, first.arrivalRate * first.meanService),
    spotRefused,
    meanBusy: chain.mean(([held, spots]) => held! + spots!),
    meanBusySpot: chain.mean(([, spots]) => spots!),
    preemptedShare: (first.arrivalRate * evicting) / (spot.arrivalRate * (1 - spotRefused)),
  };
}
