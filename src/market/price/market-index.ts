// The price of a market that nobody steers: a geometric Brownian motion, whose drift and volatility follow regimes. A step
// over several regimes is exact: their drifts and variances add up, and one normal is drawn for the whole
// (Hamilton 1989 for regimes; Hull, Options, Futures, and Other Derivatives, chapter 14, for the motion).

import type { RandomStream } from "../../kernel/random-stream.ts";
import { type Instant, YEAR } from "../../kernel/time.ts";
import type { PricePlan, Regime } from "./price-plan.ts";
import type { PricePolicy } from "./price-policy.ts";

type IndexPlan = Extract<PricePlan, { readonly kind: "market-index" }>;

/** An index in one run. Its floor and its cap bound what is asked; the motion goes on beyond them and comes back. */
export class MarketIndex implements PricePolicy {
  readonly first: number;
  readonly continuous = false;
  next: Instant;
  private readonly plan: IndexPlan;
  private readonly stream: RandomStream;
  private readonly regimeStream: RandomStream;
  /** logarithm of the price, bounds aside */
  private level: number;
  private last: Instant = 0;
  private regime = 0;
  private regimeEnd: Instant;

  /**
   * @param stream one normal an update
   * @param regimeStream one exponential a regime
   */
  constructor(plan: IndexPlan, stream: RandomStream, regimeStream: RandomStream) {
    this.plan = plan;
    this.stream = stream;
    this.regimeStream = regimeStream;
    this.level = Math.log(plan.start);
    this.first = this.bounded;
    this.next = plan.every;
    this.regimeEnd = this.endOf(plan.regimes[0]!);
  }

  update(now: Instant): number {
    let variance = 0;
    while (this.last < now) {
      const { drift, volatility } = this.plan.regimes[this.regime]!;
      const until = Math.min(now, this.regimeEnd);
      const years = (until - this.last) / YEAR;
      // The mean grows by (1 + drift) a year: E e^X = e^(mean + variance / 2).
      this.level += (Math.log1p(drift) - volatility ** 2 / 2) * years;
      variance += volatility ** 2 * years;
      this.last = until;
      if (until === this.regimeEnd) this.enterNext();
    }
    this.level += Math.sqrt(variance) * this.stream.normal();
    this.next = now + this.plan.every;
    return this.bounded;
  }

  private enterNext(): void {
    const { regimes } = this.plan;
    this.regime = (this.regime + 1) % regimes.length;
    this.regimeEnd = this.endOf(regimes[this.regime]!);
  }

  private endOf({ stay }: Regime): Instant {
    return stay === Number.POSITIVE_INFINITY ? stay : this.last + stay * this.regimeStream.exponential();
  }

  private get bounded(): number {
    return Math.min(this.plan.cap, Math.max(this.plan.floor, Math.exp(this.level)));
  }
}
