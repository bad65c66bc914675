// What demand there is at the prices of instant 0, before anything is simulated.

import { randomStream } from "../kernel/random-stream.ts";
import { type Duration, HOUR } from "../kernel/time.ts";
import { choiceShares } from "../market/choice.ts";
import { demandRate } from "../market/demand.ts";
import type { MarketPlan } from "../market/market-plan.ts";
import type { PricePlan } from "../market/price/price-plan.ts";
import { firstPrice } from "../market/price/price-range.ts";
import { readyShare } from "../market/readiness.ts";

/** Customers drawn from a law of willingness; their mean is within a hundredth or so. */
const DRAWN = 4000;
/** Instants at which a ramp is looked at. */
const LOOKS = 50;

/** Of the customers that come for a product and can buy, the share that asks for each product at the first prices. */
export function askingShares(market: MarketPlan, home: number): number[] {
  const { products, substitution } = market;
  const { answer } = products[home]!;
  const shares = products.map(() => 0);
  if (answer?.kind === "form") {
    const rate = demandRate(answer.form, 1, firstPrice(products[home]!.price));
    shares[home] = rate / answer.greatest;
    return shares;
  }
  if (answer === null) {
    shares[home] = 1;
    return shares;
  }
  const prices = products.map(({ price }) => firstPrice(price));
  const stream = randomStream("explain", `willingness/${home}`);
  const worth = substitution?.worth[home] ?? products.map((_, product) => (product === home ? 1 : 0));
  const { outside, switching } = substitution ?? { outside: 0, switching: 0 };
  for (let customer = 0; customer < DRAWN; customer++) {
    const willingness = answer.willingness.sample(stream);
    const surpluses = products.map((_, product) =>
      worth[product] === 0
        ? Number.NEGATIVE_INFINITY
        : willingness * worth[product]! - prices[product]! - (product === home ? 0 : switching),
    );
    const taken = choiceShares(surpluses, outside, answer.taste);
    for (let product = 0; product < shares.length; product++) shares[product]! += taken[product]! / DRAWN;
  }
  return shares;
}

/** Mean share of the demand that can buy yet, over the first `length` ms. */
export function meanReadiness({ readiness }: MarketPlan, length: Duration): number {
  if (readiness === null) return 1;
  let sum = 0;
  for (let look = 0; look < LOOKS; look++) sum += readyShare(readiness, ((look + 0.5) / LOOKS) * length);
  return sum / LOOKS;
}

/** Updates of a price over `length` ms. */
export function priceUpdates(plan: PricePlan, length: Duration): number {
  switch (plan.kind) {
    case "fixed":
      return 0;
    case "dated":
      return plan.times.length;
    case "hour-of-week":
      return length / HOUR;
    case "cost-plus":
      return priceUpdates(plan.cost, length);
    case "impact":
    case "driven":
      return length / plan.every + priceUpdates(plan.on, length);
    default:
      return plan.every === 0 ? 0 : length / plan.every;
  }
}
