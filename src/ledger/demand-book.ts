// Who came for each product, before anything was asked for, and at what price. Counted for products of a market alone.

import type { Duration, Instant } from "../kernel/time.ts";
import { markOf, type PriceMark, type PricePath } from "../market/price/price-path.ts";
import type { DemandCounts } from "./rows.ts";

type Count = Exclude<keyof DemandCounts, "price">;

const COUNTS: readonly Count[] = ["customers", "notReady", "gone", "declined", "switched", "retries"];

export class DemandBook {
  private readonly prices: readonly PricePath[];
  private readonly counts: Readonly<Record<Count, Float64Array>>;
  /** the last cut, and the prices then */
  private readonly since: Float64Array;
  private readonly marks: PriceMark[];

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
    this.marks = prices.map((path) => markOf(path, 0));
  }

  count(what: Count, product: number): void {
    this.counts[what][product]!++;
  }

  /** What has been counted since the last cut, and the mean price over that time. */
  cut(product: number, now: Instant): DemandCounts {
    const { counts, since, marks } = this;
    const mark = markOf(this.prices[product]!, now);
    const length = now - since[product]!;
    const price = length === 0 ? mark.price : meanPrice(marks[product]!, mark, length);
    since[product] = now;
    marks[product] = mark;
    const cut = Object.fromEntries(COUNTS.map((what) => [what, counts[what][product]!])) as Record<
      Count,
      number
    >;
    for (const what of COUNTS) counts[what][product] = 0;
    return { ...cut, price };
  }
}

/** Mean of a price between two marks. One that stayed is told as it was, without the rounding of two long sums. */
function meanPrice(before: PriceMark, after: PriceMark, length: Duration): number {
  const mean = (after.integral - before.integral) / length;
  const stayed = after.price === before.price && Math.abs(mean - after.price) < 1e-9 * after.price;
  return stayed ? after.price : mean;
}
