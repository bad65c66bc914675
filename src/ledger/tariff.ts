import type { Instant } from "../kernel/time.ts";

/** A price of electricity that moves: `prices[i]`, $/kWh, from `times[i]` until the next; the last one stays. */
export interface TariffPlan {
  /** ms from the start of the run, rising, the first 0 */
  readonly times: Float64Array;
  readonly prices: Float64Array;
}

export class Tariff {
  private readonly plan: TariffPlan;
  /** $/kWh × ms from instant 0 to the begin of each row */
  private readonly integrals: Float64Array;

  constructor(plan: TariffPlan) {
    const { times, prices } = plan;
    this.plan = plan;
    this.integrals = new Float64Array(times.length);
    for (let row = 1; row < times.length; row++)
      this.integrals[row] = this.integrals[row - 1]! + prices[row - 1]! * (times[row]! - times[row - 1]!);
  }

  /** Mean price from one instant to a later one, $/kWh. */
  mean(from: Instant, to: Instant): number {
    return (this.until(to) - this.until(from)) / (to - from);
  }

  private until(instant: Instant): number {
    const { times, prices } = this.plan;
    let [low, high] = [0, times.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (times[middle]! <= instant) low = middle;
      else high = middle;
    }
    return this.integrals[low]! + prices[low]! * (instant - times[low]!);
  }
}
