// Who came for each product, before anything was asked for, and at what price. Counted for products of a market alone.

import type { Duration, Instant } from "../kernel/time.ts";
import { markOf, type PriceMark, type PricePath } from "../market/price/price-path.ts";
import type { DemandCounts, DemandTotals } from "./rows.ts";

type Count = Exclude<keyof DemandCounts, "price">;

const COUNTS: readonly Count[] = ["customers", "notReady", "gone", "declined", "switched", "retries"];

export class DemandBook {
  private readonly prices: readonly PricePath[];
  private readonly counts: Readonly<Record<Count, Float64Array>>;
  /** the last cut, and the prices then */
  private readonly since: Float64Array;
  private readonly marks: PriceMark[];
  private readonly lost: (product: number, now: Instant) => number;
  private readonly totals: Readonly<Record<Count, number>>[];
  /** of each product, since the books were opened: ∫ price dt, and the time */
  private readonly paid: Float64Array;
  private readonly lengths: Float64Array;

  /** @param lost customers of a product that have left for good by an instant */
  constructor(prices: readonly PricePath[], lost: (product: number, now: Instant) => number) {
    this.prices = prices;
    this.lost = lost;
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
    this.totals = prices.map(() => record(() => 0));
    this.paid = column();
    this.lengths = column();
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
    const cut = record((what) => counts[what][product]!);
    for (const what of COUNTS) counts[what][product] = 0;
    return { ...cut, price };
  }

  /** Add a step of so many ms to the totals of the run. */
  addToTotal(product: number, step: DemandCounts, length: Duration): void {
    const before = this.totals[product]!;
    this.totals[product] = record((what) => before[what] + step[what]);
    this.paid[product]! += step.price * length;
    this.lengths[product]! += length;
  }

  /** What was counted over the run, which ends at `now`. */
  value(now: Instant): DemandTotals[] {
    return this.totals.map((total, product) => ({
      ...total,
      price: this.paid[product]! / this.lengths[product]!,
      churned: this.lost(product, now),
    }));
  }
}

function record(of: (what: Count) => number): Record<Count, number> {
  return Object.fromEntries(COUNTS.map((what) => [what, of(what)])) as Record<Count, number>;
}

/** Mean of a price between two marks. One that stayed is told as it was, without the rounding of two long sums. */
function meanPrice(before: PriceMark, after: PriceMark, length: Duration): number {
  const mean = (after.integral - before.integral) / length;
  const stayed = after.price === before.price && Math.abs(mean - after.price) < 1e-9 * after.price;
  return stayed ? after.price : mean;
}
