import type { RandomStream } from "../../kernel/random-stream.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Factor } from "../../workload/drivers/driver-factor.ts";
import { AuctionPrice } from "./auction-price.ts";
import { DatedPrice, HourOfWeekPrice } from "./calendar-price.ts";
import { CostPlus } from "./cost-plus.ts";
import { DrivenPrice } from "./driven-price.ts";
import { MarketIndex } from "./market-index.ts";
import { PriceImpact } from "./price-impact.ts";
import type { PricePlan } from "./price-plan.ts";
import type { PricePolicy } from "./price-policy.ts";
import { SmoothSpot } from "./smooth-spot.ts";
import { UtilisationPrice } from "./utilisation-price.ts";

/**
 * The policy that a plan describes.
 * @param stream makes the stream of a purpose: `price` for the steps of an index, `regime` for its regimes
 * @param drivers makes what drivers multiply the price by; asked only where they do
 */
export function pricePolicy(
  plan: PricePlan,
  stream: (purpose: string) => RandomStream,
  drivers: () => Factor,
): PricePolicy {
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
      return new CostPlus(pricePolicy(plan.cost, stream, drivers), plan.margin);
    case "impact":
      return new PriceImpact(pricePolicy(plan.on, stream, drivers), plan);
    case "driven":
      return new DrivenPrice(pricePolicy(plan.on, stream, drivers), drivers(), plan.floor);
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
