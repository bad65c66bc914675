import type { Instant } from "../../kernel/time.ts";
import type { PricePath } from "./price-path.ts";

/** A price that stays until it is set anew, at instants that never go back. */
export class SteppedPrice implements PricePath {
  price: number;
  private since: Instant = 0;
  /** ∫ price dt from 0 to `since` */
  private area = 0;

  /** @param first $ per GPU-hour from instant 0 on */
  constructor(first: number) {
    this.price = first;
  }

  set(price: number, now: Instant): void {
    if (price === this.price) return;
    this.area = this.integralTo(now);
    this.since = now;
    this.price = price;
  }

  integralTo(now: Instant): number {
    return this.area + this.price * (now - this.since);
  }
}
