// What a price policy sees, and what it asks in a run, for tests of policies.

import { type RandomStream, randomStream } from "../../../../src/kernel/random-stream.ts";
import type { PricePlan } from "../../../../src/market/price/price-plan.ts";
import { pricePolicy } from "../../../../src/market/price/price-policies.ts";
import type { MarketSight, PricePolicy } from "../../../../src/market/price/price-policy.ts";
import { NO_BIDS } from "../../../../src/market/price/uniform-price.ts";
import type { Factor } from "../../../../src/workload/drivers/driver-factor.ts";

const UNMOVED: Factor = { at: () => 1, next: () => Number.POSITIVE_INFINITY };

export function sight(changes: Partial<MarketSight> = {}): MarketSight {
  return { utilisation: 0, asked: 0, supply: 100, sold: 0, bids: NO_BIDS, ...changes };
}

/** @param factor what drivers multiply the price by */
export function policyOf(plan: PricePlan, seed = "1", factor: Factor = UNMOVED): PricePolicy {
  return pricePolicy(
    plan,
    (purpose): RandomStream => randomStream(seed, `0/rental.x/${purpose}`),
    () => factor,
  );
}

/** Instants and prices of the updates before `end`, from instant 0 on. */
export function pricesOf(
  policy: PricePolicy,
  end: number,
  look: (now: number) => MarketSight = () => sight(),
): [number, number][] {
  const prices: [number, number][] = [[0, policy.first]];
  while (policy.next < end) {
    const now = policy.next;
    prices.push([now, policy.update(now, look(now))]);
  }
  return prices;
}
