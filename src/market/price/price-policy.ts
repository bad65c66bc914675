// How a price is set: a policy is asked at instants of its own, and sees the market as it stands then.

import type { Instant } from "../../kernel/time.ts";
import type { Bids } from "./uniform-price.ts";

/**
 * What a policy may look at when it sets a price. GPUs are those of the pools that the product may use; where these divide
 * their GPUs, `asked`, `supply` and `bids` count slices, and policies compare them with each other alone.
 */
export interface MarketSight {
  /** GPUs held by somebody, as a share of those available */
  readonly utilisation: number;
  /** GPUs that the product's requests hold or wait for */
  readonly asked: number;
  /** GPUs that the product's requests hold, and those that nobody holds */
  readonly supply: number;
  /** GPUs that rental of all products holds, parts of them too */
  readonly sold: number;
  /** what the product's requests would pay */
  readonly bids: Bids;
}

/** A price in one run. */
export interface PricePolicy {
  /** the price from instant 0 on */
  readonly first: number;
  /** instant of the next update; Infinity: none comes by the clock */
  readonly next: Instant;
  /** whether it is also updated whenever a GPU changes hands */
  readonly continuous: boolean;
  /** The price from `now` on. By the clock, `now` is `next`, which moves on. */
  update(now: Instant, sight: MarketSight): number;
}
