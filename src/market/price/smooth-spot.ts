// A spot price that the provider sets. Google changes it at most once a day; AWS says that its price moves gradually with
// long-run supply and demand (both: their documentation of spot). Neither says by which rule: the target below, linear in
// the share of the supply that is asked for, is an assumption.

import type { Instant } from "../../kernel/time.ts";
import type { PricePlan } from "./price-plan.ts";
import type { MarketSight, PricePolicy } from "./price-policy.ts";

type SmoothSpotPlan = Extract<PricePlan, { readonly kind: "smooth-spot" }>;

/** A price that moves a step at a time from its floor, when nobody asks, towards its cap, when all supply is asked for. */
export class SmoothSpot implements PricePolicy {
  readonly first: number;
  readonly continuous = false;
  next: Instant;
  private readonly plan: SmoothSpotPlan;
  private price: number;

  constructor(plan: SmoothSpotPlan) {
    this.plan = plan;
    this.first = plan.floor;
    this.price = plan.floor;
    this.next = plan.every;
  }

  update(now: Instant, sight: MarketSight): number {
    const { step, every } = this.plan;
    const most = step * this.price;
    const gap = target(this.plan, sight) - this.price;
    this.price += Math.min(most, Math.max(-most, gap));
    this.next = now + every;
    return this.price;
  }
}

function target({ floor, cap }: SmoothSpotPlan, { asked, supply }: MarketSight): number {
  const share = asked === 0 ? 0 : Math.min(1, asked / supply);
  return floor + (cap - floor) * share;
}
