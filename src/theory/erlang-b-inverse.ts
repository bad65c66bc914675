// The Erlang loss formula read backwards: what traffic tables print.

import { zeroBetween } from "./bisection.ts";
import { requireInsideUnit, requireNotNegative, requireWhole } from "./domain.ts";
import { erlangB, nextErlangB } from "./erlang-b.ts";

/**
 * The fewest servers that refuse no more than this share of the arrivals.
 * @param offeredLoad Erlang, ≥ 0
 * @param refused highest share of arrivals refused, in (0, 1)
 */
export function erlangBServers(offeredLoad: number, refused: number): number {
  requireNotNegative("offered load", offeredLoad);
  requireInsideUnit("share refused", refused);
  let servers = 0;
  for (let share = 1; share > refused; servers++) share = nextErlangB(share, servers + 1, offeredLoad);
  return servers;
}

/**
 * The offered load (Erlang) of which so many servers refuse exactly this share: 4.461 for 10 servers and 1 %.
 * B rises with the load, and the load carried stays below the servers: a (1 − B) < c brackets it.
 * @param servers 1, 2, …
 * @param refused share of arrivals refused, in (0, 1)
 */
export function erlangBLoad(servers: number, refused: number): number {
  requireWhole("servers", servers, 1);
  requireInsideUnit("share refused", refused);
  return zeroBetween((load) => erlangB(servers, load) - refused, 0, servers / (1 - refused));
}
