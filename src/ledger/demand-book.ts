// Who came for each product, before anything was asked for, and at what price. Counted for products of a market alone.

import type { Instant } from "../kernel/time.ts";
import type { PricePath } from "../market/price/price-path.ts";
import type { DemandCounts } from "./rows.ts";

type Count = Exclude<keyof DemandCounts, "price">;

const COUNTS: readonly Count[] = ["customers", "notReady", "gone", "declined", "switched", "retries"];

export class DemandBook {
  private readonly prices: readonly PricePath[];
  private readonly counts: Readonly<Record<Count, Float64Array>>;
  /** instant and integrals of the prices at the last cut */
  private readonly since: Float64Array;
  private readonly integrals: Float64Array;

  constructor(prices: readonly PricePath[]) {
    this.prices = prices;
    const column = () => new Float64Array(prices.length);
    this.counts = {
      customers: column(),
      notReady: column(),
      gone: column(),
      declined: column(),
      switched: column(),
      retries: column(),
    };
    this.since = column();
    this.integrals = column();
  }

  count(what: Count, product: number): void {
    this.counts[what][product]!++;
  }

  /** What has been counted since the last cut, and the mean price over that time. */
  cut(product: number, now: Instant): DemandCounts {
    const { counts, since, integrals } = this;
    const path = this.prices[product]!;
    const integral = path.integralTo(now);
    const length = now - since[product]!;
    const price = length === 0 ? path.price : (integral - integrals[product]!) / length;
    since[product] = now;
    integrals[product] = integral;
    const cut = Object.fromEntries(COUNTS.map((what) => [what, counts[what][product]!])) as Record<
      Count,
      number
    >;
    for (const what of COUNTS) counts[what][product] = 0;
    return { ...cut, price };
  }
}
