// A price over time. What a line of use costs is a difference of two integrals, so whatever the price does between the
// line's start and its end is known at either without looking back.

import type { Instant } from "../../kernel/time.ts";

export interface PricePath {
  /** the price now, $ per GPU-hour */
  readonly price: number;
  /**
   * ∫ price dt from 0 to `now`, in $·ms per GPU-hour.
   * @param now never earlier than when it was asked last
   */
  integralTo(now: Instant): number;
}

/** The same price for the whole run. */
export class FixedPrice implements PricePath {
  readonly price: number;

  constructor(price: number) {
    this.price = price;
  }

  integralTo(now: Instant): number {
    return now * this.price;
  }
}

/** The price of an equal part of what another path prices, such as a slice of a GPU. */
export class PriceOfPart implements PricePath {
  private readonly whole: PricePath;
  private readonly parts: number;

  constructor(whole: PricePath, parts: number) {
    this.whole = whole;
    this.parts = parts;
  }

  get price(): number {
    return this.whole.price / this.parts;
  }

  integralTo(now: Instant): number {
    return this.whole.integralTo(now) / this.parts;
  }
}

/** What is remembered of a price at an instant: a line is valued by the marks at its start and its end. */
export interface PriceMark {
  /** $ per GPU-hour */
  readonly price: number;
  /** ∫ price dt from 0, $·ms per GPU-hour */
  readonly integral: number;
}

/** The price and its integral at `now`. */
export function markOf(path: PricePath, now: Instant): PriceMark {
  const integral = path.integralTo(now);
  return { price: path.price, integral };
}
