import type { Duration, Instant } from "../../kernel/time.ts";
import type { MarketSight, PricePolicy } from "./price-policy.ts";
import { uniformPrice } from "./uniform-price.ts";

/** The price of a uniform-price auction that is held every so often among the requests that are there. */
export class AuctionPrice implements PricePolicy {
  readonly first: number;
  readonly continuous = false;
  next: Instant;
  private readonly every: Duration;

  constructor(reserve: number, every: Duration) {
    this.first = reserve;
    this.every = every;
    this.next = every;
  }

  update(now: Instant, { bids, supply }: MarketSight): number {
    this.next = now + this.every;
    return uniformPrice(bids, supply, this.first);
  }
}
