// The Erlang delay formula: who must wait in an M/M/c queue. Erlang (1917).

import { requireNotNegative, requireStable, requireWhole } from "./domain.ts";
import { erlangB } from "./erlang-b.ts";

/** C from B of the same servers and load: C = c B / (c − a (1 − B)), for a < c. */
export function delayFromLoss(refused: number, servers: number, offeredLoad: number): number {
  return (servers * refused) / (servers - offeredLoad * (1 - refused));
}

/**
 * Share of arrivals that wait in an M/M/c queue, as exact as Erlang B.
 * @param servers 1, 2, …
 * @param offeredLoad arrival rate × mean service time, in Erlang; ≥ 0 and below the servers
 * @throws RangeError when an argument is outside its range
 */
export function erlangC(servers: number, offeredLoad: number): number {
  requireWhole("servers", servers, 1);
  requireNotNegative("offered load", offeredLoad);
  requireStable(offeredLoad, servers);
  return delayFromLoss(erlangB(servers, offeredLoad), servers, offeredLoad);
}
