// What our own sales do to the market's price. A market of M GPUs whose demand has the elasticity ε takes s GPUs more only
// at a price lower by the factor (1 + s / M)^(1 / ε): the inverse of isoelastic demand.

import type { Instant } from "../../kernel/time.ts";
import type { PricePlan } from "./price-plan.ts";
import type { MarketSight, PricePolicy } from "./price-policy.ts";

type ImpactPlan = Extract<PricePlan, { readonly kind: "impact" }>;

/** A market's price, and our weight on it as of the last look at what we sell. */
export class PriceImpact implements PricePolicy {
  readonly first: number;
  readonly continuous = false;
  private readonly market: PricePolicy;
  private readonly plan: ImpactPlan;
  private price: number;
  private look: Instant;
  private factor = 1;

  constructor(market: PricePolicy, plan: ImpactPlan) {
    this.market = market;
    this.plan = plan;
    this.first = market.first;
    this.price = market.first;
    this.look = plan.every;
  }

  get next(): Instant {
    return Math.min(this.look, this.market.next);
  }

  update(now: Instant, sight: MarketSight): number {
    if (now >= this.market.next) this.price = this.market.update(now, sight);
    if (now >= this.look) {
      const { market, elasticity, every } = this.plan;
      this.factor = impactOf(sight.sold, market, elasticity);
      this.look = now + every;
    }
    return this.price * this.factor;
  }
}

/** The factor by which `sold` GPUs move the price of a market of `market` GPUs, at most 1. */
function impactOf(sold: number, market: number, elasticity: number): number {
  return (1 + sold / market) ** (1 / elasticity);
}
