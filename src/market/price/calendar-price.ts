import { HOUR, type Instant } from "../../kernel/time.ts";
import type { PricePolicy } from "./price-policy.ts";

const HOURS_PER_WEEK = 168;

/** The price of each hour of the week, from Monday 00:00 UTC; an hour that costs what the one before did is no update. */
export class HourOfWeekPrice implements PricePolicy {
  readonly first: number;
  readonly continuous = false;
  next: Instant;
  private readonly prices: Float64Array;

  constructor(prices: Float64Array) {
    this.prices = prices;
    this.first = prices[0]!;
    this.next = this.changeAfter(0);
  }

  update(now: Instant): number {
    const hour = Math.floor(now / HOUR);
    this.next = this.changeAfter(hour);
    return this.at(hour);
  }

  private at(hour: number): number {
    return this.prices[hour % HOURS_PER_WEEK]!;
  }

  private changeAfter(hour: number): Instant {
    const price = this.at(hour);
    for (let later = hour + 1; later <= hour + HOURS_PER_WEEK; later++)
      if (this.at(later) !== price) return later * HOUR;
    return Number.POSITIVE_INFINITY;
  }
}

/** `prices[i]` from `times[i]` on; the first from the beginning. Of several at one instant the last holds. */
export class DatedPrice implements PricePolicy {
  readonly first: number;
  readonly continuous = false;
  private readonly times: Float64Array;
  private readonly prices: Float64Array;
  /** the price that holds */
  private place = 0;

  constructor(times: Float64Array, prices: Float64Array) {
    this.times = times;
    this.prices = prices;
    this.seek(0);
    this.first = prices[this.place]!;
  }

  get next(): Instant {
    return this.times[this.place + 1] ?? Number.POSITIVE_INFINITY;
  }

  update(now: Instant): number {
    this.seek(now);
    return this.prices[this.place]!;
  }

  private seek(now: Instant): void {
    while (this.next <= now) this.place++;
  }
}
