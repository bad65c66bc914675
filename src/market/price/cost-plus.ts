import type { Instant } from "../../kernel/time.ts";
import type { MarketSight, PricePolicy } from "./price-policy.ts";

/** A cost that moves as a price does, and a margin on it. */
export class CostPlus implements PricePolicy {
  readonly first: number;
  readonly continuous: boolean;
  private readonly cost: PricePolicy;
  private readonly factor: number;

  /** @param margin share of the cost that is added to it */
  constructor(cost: PricePolicy, margin: number) {
    this.cost = cost;
    this.factor = 1 + margin;
    this.first = cost.first * this.factor;
    this.continuous = cost.continuous;
  }

  get next(): Instant {
    return this.cost.next;
  }

  update(now: Instant, sight: MarketSight): number {
    return this.cost.update(now, sight) * this.factor;
  }
}
