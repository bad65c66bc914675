// One price for all, on a fleet that refuses when it is full: max over p of p a(p) (1 − B(c, a(p))). Courcoubetis and
// Weber, Pricing Communication Networks (2003); Paschalidis and Tsitsiklis (2000).

import { zeroBetween } from "./bisection.ts";
import type { DemandCurve } from "./demand-curve.ts";
import { requirePositive } from "./domain.ts";
import { erlangB } from "./erlang-b.ts";

/** A price is looked for within this many doublings of the curve's scale. */
const DOUBLINGS = 200;

export interface PricedFleet {
  /** 1, 2, …, or infinite for a fleet that is never full */
  readonly servers: number;
  /** > 0 */
  readonly meanService: number;
  readonly demand: DemandCurve;
}

/** Share of arrivals refused at this price. */
export function refusedAtPrice({ servers, meanService, demand }: PricedFleet, price: number): number {
  requirePositive("mean service time", meanService);
  requirePositive("price", price);
  return servers === Number.POSITIVE_INFINITY ? 0 : erlangB(servers, demand.rate(price) * meanService);
}

/** Money per unit of time at this price per GPU and unit of time. */
export function revenueRateAtPrice(fleet: PricedFleet, price: number): number {
  const { meanService, demand } = fleet;
  return price * demand.rate(price) * meanService * (1 - refusedAtPrice(fleet, price));
}

/**
 * The price that earns most. Demand grows more elastic with the price and the load carried grows more elastic with
 * the load offered as that falls, so marginal revenue changes its sign at most once: its zero is found by bisection,
 * to more digits than a search for the flat top would give.
 * @returns null where there is no best price: revenue rises with the price for ever (elasticity of −1 or nearer to 0),
 *   or as it falls (elasticity beyond −1 and a fleet that is never full)
 */
export function bestPostedPrice(fleet: PricedFleet): number | null {
  const { scale, ceiling } = fleet.demand;
  const rises = marginalRevenue(fleet, scale) > 0;
  let price = scale;
  for (let doubling = 0; doubling < DOUBLINGS; doubling++) {
    const further = rises ? Math.min(2 * price, ceiling) : price / 2;
    if (marginalRevenue(fleet, further) > 0 !== rises) {
      return zeroBetween((p) => marginalRevenue(fleet, p), price, further);
    }
    price = further;
  }
  return null;
}

/** d ln revenue / d ln price = 1 + ε(p) × elasticity of the load carried in the load offered. */
function marginalRevenue({ servers, meanService, demand }: PricedFleet, price: number): number {
  return 1 + demand.elasticity(price) * carriedElasticity(servers, demand.rate(price) * meanService);
}

/** d ln(a (1 − B)) / d ln a = 1 − B (c − a (1 − B)) / (1 − B): from 1 on an empty fleet to 0 on a flooded one. */
function carriedElasticity(servers: number, offeredLoad: number): number {
  if (servers === Number.POSITIVE_INFINITY) return 1;
  const refused = erlangB(servers, offeredLoad);
  if (refused === 1) return 0;
  return 1 - (refused * (servers - offeredLoad * (1 - refused))) / (1 - refused);
}
