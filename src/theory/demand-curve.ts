// How many ask at a price: three textbook forms. Talluri and van Ryzin, The Theory and Practice of Revenue Management
// (2004), section 7.3.3. Each knows its own best price above a cost.

import { requireNotNegative, requirePositive } from "./domain.ts";

export interface DemandCurve {
  /** a price of the order of those that matter; > 0 */
  readonly scale: number;
  /** nobody asks from this price on; infinite where there is no such price */
  readonly ceiling: number;
  /** arrivals per unit of time at a price > 0 */
  rate(price: number): number;
  /** d ln rate / d ln price, negative */
  elasticity(price: number): number;
  /**
   * The price p that maximises rate(p) × (p − cost) for a cost ≥ 0, and null where any rise pays.
   * With cost the value of the GPU to somebody else, this is what to ask of the next customer.
   */
  bestAbove(cost: number): number | null;
}

/** λ(p) = largest rate × (1 − p/ceiling). */
export function linearDemand(largestRate: number, ceiling: number): DemandCurve {
  requirePositive("largest rate", largestRate);
  requirePositive("ceiling", ceiling);
  return {
    scale: ceiling / 2,
    ceiling,
    rate: (price) => largestRate * Math.max(0, 1 - price / ceiling),
    elasticity: (price) => (price < ceiling ? -price / (ceiling - price) : Number.NEGATIVE_INFINITY),
    bestAbove: (cost) => Math.max(cost, (ceiling + cost) / 2),
  };
}

/**
 * λ(p) = rate × (p / reference)^elasticity.
 * @param elasticity below 0
 */
export function isoelasticDemand(rate: number, reference: number, elasticity: number): DemandCurve {
  requirePositive("rate", rate);
  requirePositive("reference price", reference);
  requirePositive("negative of the elasticity", -elasticity);
  return {
    scale: reference,
    ceiling: Number.POSITIVE_INFINITY,
    rate: (price) => rate * (price / reference) ** elasticity,
    elasticity: () => elasticity,
    bestAbove: (cost) => {
      requireNotNegative("cost", cost);
      return elasticity < -1 ? (cost * elasticity) / (elasticity + 1) : null;
    },
  };
}

/** λ(p) = rate × e^{−p/scale}. */
export function exponentialDemand(rate: number, scale: number): DemandCurve {
  requirePositive("rate", rate);
  requirePositive("price scale", scale);
  return {
    scale,
    ceiling: Number.POSITIVE_INFINITY,
    rate: (price) => rate * Math.exp(-price / scale),
    elasticity: (price) => -price / scale,
    bestAbove: (cost) => cost + scale,
  };
}
