// Tokens by product. They are counted by the meters of the products; this book reads them where a row ends, as pools are
// read, and turns them into money.

import type { Duration, Instant } from "../kernel/time.ts";
import type { MovingTokenPrice } from "../market/tokens/moving-token-price.ts";
import type { TokenProductPlan } from "../market/tokens/plan.ts";
import type { TokenMeter, TokenSums } from "../market/tokens/token-meter.ts";
import { paidPerOutput, pricePerOutput } from "../market/tokens/token-price.ts";
import type { TokenSales } from "./rows.ts";

/** A token product and what counts its tokens. */
export interface MeteredProduct {
  readonly plan: TokenProductPlan;
  readonly meter: TokenMeter;
  /** null where it stays */
  readonly price: MovingTokenPrice | null;
}

const NOTHING: TokenSums = { askedFor: 0, served: 0, unserved: 0, billed: 0, pending: 0 };

export class TokenBook {
  private readonly products: readonly MeteredProduct[];
  /** the meters when they were read last */
  private readonly before: TokenSums[];
  /** by product, when they were read last: tokens billed as if at the list price, and ∫ level dt */
  private readonly valued: Float64Array;
  private readonly areas: Float64Array;
  private readonly since: Float64Array;
  private readonly totals: TokenSales[];
  /** time over which each of them goes, ms */
  private readonly lengths: Float64Array;

  constructor(products: readonly MeteredProduct[]) {
    this.products = products;
    this.before = products.map(() => NOTHING);
    this.valued = new Float64Array(products.length);
    this.areas = new Float64Array(products.length);
    this.since = new Float64Array(products.length);
    this.totals = products.map(() => ({ ...NOTHING, held: 0, revenue: 0, price: 0 }));
    this.lengths = new Float64Array(products.length);
  }

  /** Sales since the last cut, given the GPU-ms that the replicas held since then. */
  cut(product: number, held: number, now: Instant): TokenSales {
    const { plan, meter, price } = this.products[product]!;
    meter.advance(now);
    const { askedFor, served, unserved, billed, pending } = meter;
    const before = this.before[product]!;
    this.before[product] = { askedFor, served, unserved, billed, pending };
    const sold = billed - before.billed;
    const level = price === null ? 1 : this.meanLevel(price, product, now);
    const atList = price === null ? sold : this.soldAtList(price, product);
    return {
      askedFor: askedFor - before.askedFor,
      served: served - before.served,
      unserved: unserved - before.unserved,
      billed: sold,
      pending,
      held,
      revenue: atList * pricePerOutput(plan.price, plan.shape) * (1 - plan.contract.discount),
      price: 1e6 * paidPerOutput(plan) * level,
    };
  }

  /** What drivers have multiplied the price by since the last cut, on average over time. */
  private meanLevel(price: MovingTokenPrice, product: number, now: Instant): number {
    const length = now - this.since[product]!;
    const area = price.areaTo(now);
    const mean = (area - this.areas[product]!) / length;
    this.areas[product] = area;
    this.since[product] = now;
    return mean;
  }

  /** Tokens billed since the last cut, each times what its price was multiplied by. */
  private soldAtList(price: MovingTokenPrice, product: number): number {
    const sold = price.billedAtList - this.valued[product]!;
    this.valued[product]! += sold;
    return sold;
  }

  /** Add the sales of a step of so many ms to the totals of the run; what is pending is so at the end. */
  addToTotal(product: number, sales: TokenSales, length: Duration): void {
    const total = this.totals[product]!;
    total.askedFor += sales.askedFor;
    total.served += sales.served;
    total.unserved += sales.unserved;
    total.billed += sales.billed;
    total.held += sales.held;
    total.revenue += sales.revenue;
    total.pending = sales.pending;
    this.lengths[product]! += length;
    total.price += ((sales.price - total.price) * length) / this.lengths[product]!;
  }

  get value(): readonly TokenSales[] {
    return this.totals;
  }
}
