// Who comes for a product, and what becomes of that: it cannot buy yet, it has left for good, nothing is worth its price,
// or it asks for a product, the one it came for or another. One look at each product, and nothing is kept of a customer.

import type { RandomStream } from "../kernel/random-stream.ts";
import type { Instant } from "../kernel/time.ts";
import { choose, NOTHING } from "./choice.ts";
import { CustomerBase, GONE } from "./customer-base.ts";
import { demandRate } from "./demand.ts";
import type { AnswerPlan, MarketPlan } from "./market-plan.ts";
import type { PricePath } from "./price/price-path.ts";
import { readyShare } from "./readiness.ts";
import { ServiceRecord } from "./service-record.ts";

/** What becomes of a customer that comes. */
export enum Turn {
  /** it asks for a product */
  asks = 0,
  /** it cannot buy yet */
  notReady = 1,
  /** it has left for good */
  gone = 2,
  /** nothing is worth its price to it */
  declines = 3,
}

/** The streams of a product, each of which draws for every customer that comes so far. */
interface Streams {
  readonly readiness: RandomStream;
  readonly willingness: RandomStream;
  readonly choice: RandomStream;
}

export class Customers {
  /** of the last that came and asked: the product, the one it came for, what it would pay, and which of its customers it is, or −1 */
  product = NOTHING;
  home = NOTHING;
  bid = 0;
  customer = GONE;
  private readonly plan: MarketPlan;
  private readonly streams: readonly Streams[];
  private readonly bases: readonly (CustomerBase | null)[];
  private readonly records: readonly (ServiceRecord | null)[];
  private readonly prices: readonly PricePath[];
  private readonly surpluses: Float64Array;
  private readonly alone = new Float64Array(1);

  /**
   * @param prices one for each product
   * @param stream makes the stream of a product's purpose: `readiness`, `customer`, `willingness`, `choice`
   */
  constructor(
    plan: MarketPlan,
    prices: readonly PricePath[],
    stream: (product: number, purpose: string) => RandomStream,
  ) {
    this.plan = plan;
    this.prices = prices;
    this.surpluses = new Float64Array(plan.products.length);
    this.streams = plan.products.map((_, product) => ({
      readiness: stream(product, "readiness"),
      willingness: stream(product, "willingness"),
      choice: stream(product, "choice"),
    }));
    this.bases = plan.products.map(({ churn }, product) =>
      churn === null ? null : new CustomerBase(churn, stream(product, "customer")),
    );
    this.records = plan.products.map(({ rework }) => (rework === null ? null : new ServiceRecord(rework)));
  }

  /** Somebody comes for the product `home`. What it asks for, if it does, is then in `product`. */
  come(home: number, now: Instant): Turn {
    const { plan, bases } = this;
    const { answer } = plan.products[home]!;
    this.product = home;
    this.home = home;
    this.bid = 0;
    this.customer = GONE;
    if (plan.readiness !== null) {
      if (this.streams[home]!.readiness.uniform() >= readyShare(plan.readiness, now)) return Turn.notReady;
    }
    const base = bases[home]!;
    if (base !== null) {
      this.customer = base.next(now);
      if (this.customer === GONE) return Turn.gone;
    }
    if (answer === null) return Turn.asks;
    this.product = answer.kind === "form" ? this.answer(home, answer) : this.chosen(home, answer);
    return this.product === NOTHING ? Turn.declines : Turn.asks;
  }

  /** A run of a product has ended after `length` ms. */
  runEnded(product: number, length: number, end: RunEnd, now: Instant): void {
    this.records[product]?.runEnded(length, end !== "done", now);
  }

  /** A run of a customer of the product `home`, whatever it has bought, was broken off. */
  interrupted(home: number, customer: number, end: RunEnd, now: Instant): void {
    if (customer !== GONE) this.bases[home]!.interrupted(customer, end === "breach", now);
  }

  /** Customers of a product that have left for good by `now`; NaN where none ever do. */
  lost(product: number, now: Instant): number {
    return this.bases[product]?.lost(now) ?? Number.NaN;
  }

  /** The part of an hour of the product that customers count on to be of use. */
  usefulShare(product: number): number {
    return this.records[product]?.usefulShare ?? 1;
  }

  /** Demand of a form answers to the price of an hour that is of use. */
  private answer(home: number, { form, greatest }: Extract<AnswerPlan, { kind: "form" }>): number {
    const u = this.streams[home]!.choice.uniform();
    const useful = this.usefulShare(home);
    if (useful === 0) return NOTHING;
    const rate = demandRate(form, 1, this.prices[home]!.price / useful);
    return u * greatest < rate ? home : NOTHING;
  }

  private chosen(home: number, { willingness, taste }: Extract<AnswerPlan, { kind: "logit" }>): number {
    const { willingness: draws, choice } = this.streams[home]!;
    const worth = willingness.sample(draws);
    const u = choice.uniform();
    const { substitution, products } = this.plan;
    this.bid = worth * this.usefulShare(home);
    // Whoever bids in an auction looks at nothing else.
    if (substitution === null || products[home]!.price.kind === "auction") {
      this.alone[0] = this.bid - this.prices[home]!.price;
      return choose(this.alone, 0, taste, u) === NOTHING ? NOTHING : home;
    }
    const { outside, switching, worth: shares } = substitution;
    for (let product = 0; product < this.surpluses.length; product++) {
      const share = shares[home]![product]!;
      this.surpluses[product] =
        share === 0
          ? Number.NEGATIVE_INFINITY
          : worth * share * this.usefulShare(product) -
            this.prices[product]!.price -
            (product === home ? 0 : switching);
    }
    return choose(this.surpluses, outside, taste, u);
  }
}

/** How a run has ended: with its work done, or broken off by the provider, as it may or against its contract. */
export type RunEnd = "done" | "interrupted" | "breach";
