// M/M/c/K: c servers, and a queue that takes K − c jobs before it refuses. Gross, Shortle, Thompson and Harris (4th
// ed. 2008), section 2.5: a birth–death chain that ends at K.

import { birthDeathShares, stateMean } from "./birth-death.ts";
import { requireNotNegative, requirePositive, requireWhole } from "./domain.ts";

interface LimitedQueue {
  /** share of arrivals refused */
  readonly refused: number;
  /** share of the admitted that wait */
  readonly pWait: number;
  /** admitted jobs per unit of time */
  readonly throughput: number;
  /** mean over the admitted */
  readonly meanWait: number;
  readonly meanInSystem: number;
  readonly utilisation: number;
}

/**
 * The M/M/c/K queue, K = servers + places; stable at any load.
 * @param servers 1, 2, …
 * @param places waiting places, 0, 1, …
 * @param arrivalRate jobs per unit of time, > 0
 * @param meanService mean service time, > 0
 */
export function limitedQueue(
  servers: number,
  places: number,
  arrivalRate: number,
  meanService: number,
): LimitedQueue {
  requireWhole("servers", servers, 1);
  requireNotNegative("waiting places", places);
  requireWhole("waiting places", places, 0);
  requirePositive("arrival rate", arrivalRate);
  requirePositive("mean service time", meanService);
  const shares = birthDeathShares({
    birth: (n) => (n < servers + places ? arrivalRate : 0),
    death: (n) => Math.min(n, servers) / meanService,
  });
  // A chain that is cut before its end holds less than 1e-18 there.
  const refused = shares[servers + places] ?? 0;
  const throughput = arrivalRate * (1 - refused);
  const meanQueue = stateMean(shares, (n) => Math.max(0, n - servers));
  const findAllBusy = stateMean(shares, (n) => (n >= servers && n < servers + places ? 1 : 0));
  return {
    refused,
    pWait: findAllBusy / (1 - refused),
    throughput,
    meanWait: meanQueue / throughput,
    meanInSystem: stateMean(shares, (n) => n),
    utilisation: (throughput * meanService) / servers,
  };
}
