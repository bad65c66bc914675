// What is known of a price before any run: what it is at first, and the bounds that no run leaves.

import type { PricePlan } from "./price-plan.ts";

/** From where to where a price can go; `lowest` is 0 and `highest` Infinity where nothing bounds it. */
interface PriceRange {
  readonly lowest: number;
  readonly highest: number;
}

/** The price at instant 0, before drivers. */
export function firstPrice(plan: PricePlan): number {
  switch (plan.kind) {
    case "fixed":
      return plan.price;
    case "hour-of-week":
      return plan.prices[0]!;
    case "dated": {
      const begun = plan.times.findLastIndex((time) => time <= 0);
      return plan.prices[Math.max(0, begun)]!;
    }
    case "utilisation-linked":
      return plan.points[0]!.price;
    case "smooth-spot":
      return plan.floor;
    case "auction":
      return plan.reserve;
    case "market-index":
      return Math.min(plan.cap, Math.max(plan.floor, plan.start));
    case "cost-plus":
      return firstPrice(plan.cost) * (1 + plan.margin);
    case "impact":
      return firstPrice(plan.on);
    case "driven":
      return Math.max(plan.floor, firstPrice(plan.on));
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
    // A factor has no bounds.
    case "driven":
      return { lowest: plan.floor, highest: Number.POSITIVE_INFINITY };
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
