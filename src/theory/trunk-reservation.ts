// Headroom as a telephone engineer knows it: the last servers are kept for internal work. Miller (1969); Key (1990);
// Ross, Multiservice Loss Models (1995), chapter 4. One birth–death chain while both classes have the same mean
// service time, here the unit of time.

import { birthDeathShares, stateMean } from "./birth-death.ts";
import { requireNotNegative, requireStable, requireWhole } from "./domain.ts";

interface Reservation {
  /** 1, 2, … */
  readonly servers: number;
  /** r: rental enters only if at least so many servers stay free after it; from 0 to `servers` */
  readonly reserved: number;
  /** Erlang, ≥ 0 */
  readonly internalLoad: number;
  /** Erlang, ≥ 0 */
  readonly rentalLoad: number;
}

interface ReservedPool {
  /** share of internal arrivals refused, or of those that wait where they may */
  readonly internalFindFull: number;
  readonly rentalRefused: number;
  readonly meanBusy: number;
  /** mean servers held by rental */
  readonly meanBusyRental: number;
  /** mean internal jobs waiting; 0 in a loss system */
  readonly meanQueue: number;
}

/** Internal work and rental are both refused when they find no room. */
export function trunkReservation(reservation: Reservation): ReservedPool {
  const { servers } = reservation;
  return reservedPool(reservation, (n) => n < servers);
}

/**
 * Internal work waits, rental is refused: Bhat and Fischer (1976), the same chain without an end.
 * @throws RangeError when the internal load alone is not below the servers
 */
export function trunkReservationWithQueue(reservation: Reservation): ReservedPool {
  requireStable(reservation.internalLoad, reservation.servers);
  return reservedPool(reservation, () => true);
}

function reservedPool(
  { servers, reserved, internalLoad, rentalLoad }: Reservation,
  internalEnters: (n: number) => boolean,
): ReservedPool {
  requireWhole("servers", servers, 1);
  requireWhole("reserved servers", reserved, 0);
  if (reserved > servers) throw new RangeError(`${reserved} of ${servers} servers are reserved`);
  requireNotNegative("internal load", internalLoad);
  requireNotNegative("rental load", rentalLoad);
  const rentalEnters = (n: number) => n < servers - reserved;
  const shares = birthDeathShares({
    birth: (n) => (internalEnters(n) ? internalLoad : 0) + (rentalEnters(n) ? rentalLoad : 0),
    death: (n) => Math.min(n, servers),
  });
  const rentalRefused = stateMean(shares, (n) => (rentalEnters(n) ? 0 : 1));
  return {
    internalFindFull: stateMean(shares, (n) => (n < servers ? 0 : 1)),
    rentalRefused,
    meanBusy: stateMean(shares, (n) => Math.min(n, servers)),
    meanBusyRental: rentalLoad * (1 - rentalRefused),
    meanQueue: stateMean(shares, (n) => Math.max(0, n - servers)),
  };
}
