// A price that drivers multiply: what its policy says, times their factor, or a floor if that is more. The policy goes its own
// way and does not see them.

import type { Instant } from "../../kernel/time.ts";
import type { Factor } from "../../workload/drivers/driver-factor.ts";
import type { MarketSight, PricePolicy } from "./price-policy.ts";

export class DrivenPrice implements PricePolicy {
  readonly first: number;
  readonly continuous: boolean;
  /** The factor of instant 0 is set at 0, before anybody arrives. */
  next: Instant = 0;
  private readonly on: PricePolicy;
  private readonly factor: Factor;
  private readonly floor: number;
  /** of the policy, without the factor */
  private price: number;

  constructor(on: PricePolicy, factor: Factor, floor: number) {
    this.on = on;
    this.factor = factor;
    this.floor = floor;
    this.first = Math.max(floor, on.first);
    this.continuous = on.continuous;
    this.price = on.first;
  }

  update(now: Instant, sight: MarketSight): number {
    const { on, factor } = this;
    if (on.continuous || now >= on.next) this.price = on.update(now, sight);
    this.next = Math.min(on.next, factor.next(now));
    return Math.max(this.floor, this.price * factor.at(now));
  }
}
