// The customers behind a demand. Each leaves for good at a rate of its own, which grows with every interruption that it
// suffers and with a breach; its requests then come no more. How much it can bear is drawn once, and whether it has left is
// asked when a request of its comes: nothing happens between.

import type { RandomStream } from "../kernel/random-stream.ts";
import type { Instant } from "../kernel/time.ts";

/** How customers come to leave. Rates are per ms. */
export interface ChurnPlan {
  /** customers at instant 0; every request is of one of them, all alike */
  readonly customers: number;
  /** rate at which a customer leaves that nothing has happened to */
  readonly rate: number;
  /** factor on that rate for every interruption */
  readonly perInterruption: number;
  /** least rate after a run that should not have been broken off */
  readonly afterBreach: number;
}

/** Nobody: the customer has left. */
export const GONE = -1;

export class CustomerBase {
  private readonly plan: ChurnPlan;
  private readonly stream: RandomStream;
  /** rate at which each leaves, from `since` on */
  private readonly rates: Float64Array;
  private readonly since: Float64Array;
  /** what each could still bear at `since`: its rate adds up to this over the time until it leaves */
  private readonly patience: Float64Array;

  /** @param stream one uniform a customer, and then one a request */
  constructor(plan: ChurnPlan, stream: RandomStream) {
    this.plan = plan;
    this.stream = stream;
    this.rates = new Float64Array(plan.customers).fill(plan.rate);
    this.since = new Float64Array(plan.customers);
    this.patience = Float64Array.from(this.rates, () => stream.exponential());
  }

  /** The customer whose request comes now, or GONE if it has left for good. */
  next(now: Instant): number {
    const customer = this.stream.index(this.rates.length);
    return this.left(customer, now) > 0 ? customer : GONE;
  }

  /** The provider has broken off a run of the customer's, as it may, or in breach of its contract. */
  interrupted(customer: number, inBreach: boolean, now: Instant): void {
    const { perInterruption, afterBreach } = this.plan;
    this.patience[customer] = this.left(customer, now);
    this.since[customer] = now;
    const rate = this.rates[customer]! * perInterruption;
    this.rates[customer] = inBreach ? Math.max(rate, afterBreach) : rate;
  }

  /** Customers that have left for good by `now`. */
  lost(now: Instant): number {
    let lost = 0;
    for (let customer = 0; customer < this.rates.length; customer++)
      if (this.left(customer, now) <= 0) lost++;
    return lost;
  }

  private left(customer: number, now: Instant): number {
    return this.patience[customer]! - this.rates[customer]! * (now - this.since[customer]!);
  }
}
