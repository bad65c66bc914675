// Tokens by product. They are counted by the meters of the products; this book reads them where a row ends, as pools are
// read, and turns them into money.

import type { Instant } from "../kernel/time.ts";
import type { TokenProductPlan } from "../market/tokens/plan.ts";
import type { TokenMeter, TokenSums } from "../market/tokens/token-meter.ts";
import { pricePerOutput } from "../market/tokens/token-price.ts";
import type { TokenSales } from "./rows.ts";

/** A token product and what counts its tokens. */
export interface MeteredProduct {
  readonly plan: TokenProductPlan;
  readonly meter: TokenMeter;
}

const NOTHING: TokenSums = { askedFor: 0, served: 0, unserved: 0, billed: 0, pending: 0 };

export class TokenBook {
  private readonly products: readonly MeteredProduct[];
  /** the meters when they were read last */
  private readonly before: TokenSums[];
  private readonly totals: TokenSales[];

  constructor(products: readonly MeteredProduct[]) {
    this.products = products;
    this.before = products.map(() => NOTHING);
    this.totals = products.map(() => ({ ...NOTHING, held: 0, revenue: 0 }));
  }

  /** Sales since the last cut, given the GPU-ms that the replicas held since then. */
  cut(product: number, held: number, now: Instant): TokenSales {
    const { plan, meter } = this.products[product]!;
    meter.advance(now);
    const { askedFor, served, unserved, billed, pending } = meter;
    const before = this.before[product]!;
    this.before[product] = { askedFor, served, unserved, billed, pending };
    const sold = billed - before.billed;
    return {
      askedFor: askedFor - before.askedFor,
      served: served - before.served,
      unserved: unserved - before.unserved,
      billed: sold,
      pending,
      held,
      revenue: sold * pricePerOutput(plan.price, plan.shape) * (1 - plan.contract.discount),
    };
  }

  /** Add a step's sales to the totals of the run; what is pending is so at the end. */
  addToTotal(product: number, sales: TokenSales): void {
    const total = this.totals[product]!;
    total.askedFor += sales.askedFor;
    total.served += sales.served;
    total.unserved += sales.unserved;
    total.billed += sales.billed;
    total.held += sales.held;
    total.revenue += sales.revenue;
    total.pending = sales.pending;
  }

  get value(): readonly TokenSales[] {
    return this.totals;
  }
}
