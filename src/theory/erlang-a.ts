// Erlang A, M/M/c+M: those who wait leave the queue when an exponential patience ends. Palm (1957); Garnett,
// Mandelbaum and Reiman (2002), "Designing a call center with impatient customers".

import { birthDeathShares, stateMean } from "./birth-death.ts";
import { requirePositive, requireWhole } from "./domain.ts";

export interface ImpatientQueue {
  /** share of arrivals that do not start at once */
  readonly pWait: number;
  /** share of arrivals that leave without service */
  readonly pAbandon: number;
  /** mean wait of all, those who left included */
  readonly meanWaitAll: number;
  /** mean wait of those who were served */
  readonly meanWaitServed: number;
  readonly meanQueue: number;
  readonly utilisation: number;
}

/**
 * The M/M/c+M queue, stable at any load.
 * @param servers 1, 2, …
 * @param arrivalRate jobs per unit of time, > 0
 * @param meanService mean service time, > 0
 * @param meanPatience mean of the exponential patience, > 0
 */
export function erlangA(
  servers: number,
  arrivalRate: number,
  meanService: number,
  meanPatience: number,
): ImpatientQueue {
  requireWhole("servers", servers, 1);
  requirePositive("arrival rate", arrivalRate);
  requirePositive("mean service time", meanService);
  requirePositive("mean patience", meanPatience);
  const serviceRate = servers / meanService;
  const shares = birthDeathShares({
    birth: () => arrivalRate,
    death: (n) => Math.min(n, servers) / meanService + Math.max(0, n - servers) / meanPatience,
  });
  const meanQueue = stateMean(shares, (n) => Math.max(0, n - servers));
  const pAbandon = meanQueue / meanPatience / arrivalRate;
  const meanBusy = stateMean(shares, (n) => Math.min(n, servers));
  return {
    pWait: shares.subarray(servers).reduce((sum, share) => sum + share, 0),
    pAbandon,
    meanWaitAll: meanQueue / arrivalRate,
    meanWaitServed: waitOfTheServed(shares.subarray(servers), serviceRate, 1 / meanPatience) / (1 - pAbandon),
    meanQueue,
    utilisation: meanBusy / servers,
  };
}

/**
 * E[wait; served]. Who finds j jobs waiting stays behind exponential stages of rates cμ + jθ, …, cμ: with V their
 * sum, P(served) = E[e^{−θV}] telescopes to cμ/(cμ + (j+1)θ), and its derivative in θ gives E[V e^{−θV}].
 */
function waitOfTheServed(waiting: Float64Array, serviceRate: number, leavingRate: number): number {
  let [sum, stages] = [0, 0];
  waiting.forEach((share, ahead) => {
    const rate = serviceRate + (ahead + 1) * leavingRate;
    stages += 1 / rate;
    sum += share * (serviceRate / rate) * stages;
  });
  return sum;
}
