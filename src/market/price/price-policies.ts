// A plan to its policy, and to the range that its price keeps to.

import type { RandomStream } from "../../kernel/random-stream.ts";
import type { Instant } from "../../kernel/time.ts";
import { AuctionPrice } from "./auction-price.ts";
import { DatedPrice, HourOfWeekPrice } from "./calendar-price.ts";
import { CostPlus } from "./cost-plus.ts";
import { MarketIndex } from "./market-index.ts";
import { PriceImpact } from "./price-impact.ts";
import type { PricePlan, PriceRange } from "./price-plan.ts";
import type { PricePolicy } from "./price-policy.ts";
import { SmoothSpot } from "./smooth-spot.ts";
import { UtilisationPrice } from "./utilisation-price.ts";

/**
 * The policy that a plan describes.
 * @param stream makes the stream of a purpose: `price` for the steps of an index, `regime` for its regimes
 */
export function pricePolicy(plan: PricePlan, stream: (purpose: string) => RandomStream): PricePolicy {
  switch (plan.kind) {
    case "fixed":
      return new Unmoved(plan.price);
    case "hour-of-week":
      return new HourOfWeekPrice(plan.prices);
    case "dated":
      return new DatedPrice(plan.times, plan.prices);
    case "utilisation-linked":
      return new UtilisationPrice(plan.points, plan.every);
    case "smooth-spot":
      return new SmoothSpot(plan);
    case "auction":
      return new AuctionPrice(plan.reserve, plan.every);
    case "market-index":
      return new MarketIndex(plan, stream("price"), stream("regime"));
    case "cost-plus":
      return new CostPlus(pricePolicy(plan.cost, stream), plan.margin);
    case "impact":
      return new PriceImpact(pricePolicy(plan.on, stream), plan);
  }
}

/** A price that nobody changes. */
class Unmoved implements PricePolicy {
  readonly first: number;
  readonly next: Instant = Number.POSITIVE_INFINITY;
  readonly continuous = false;

  constructor(price: number) {
    this.first = price;
  }

  update(): number {
    return this.first;
  }
}

/** The bounds of a price: no run leaves them. */
export function priceRange(plan: PricePlan): PriceRange {
  switch (plan.kind) {
    case "fixed":
      return { lowest: plan.price, highest: plan.price };
    case "hour-of-week":
    case "dated":
      return rangeOf(plan.prices);
    case "utilisation-linked":
      return rangeOf(plan.points.map(({ price }) => price));
    case "smooth-spot":
    case "market-index":
      return { lowest: plan.floor, highest: plan.cap };
    case "auction":
      return { lowest: plan.reserve, highest: Number.POSITIVE_INFINITY };
    case "cost-plus": {
      const { lowest, highest } = priceRange(plan.cost);
      return { lowest: lowest * (1 + plan.margin), highest: highest * (1 + plan.margin) };
    }
    case "impact":
      return { lowest: 0, highest: priceRange(plan.on).highest };
  }
}

function rangeOf(prices: ArrayLike<number>): PriceRange {
  let [lowest, highest] = [Number.POSITIVE_INFINITY, 0];
  for (let place = 0; place < prices.length; place++) {
    lowest = Math.min(lowest, prices[place]!);
    highest = Math.max(highest, prices[place]!);
  }
  return { lowest, highest };
}
