// Requests and money by product. What rental jobs use is integrated like all GPU-time; when a billing line closes, what
// its contract bills beyond or below the use is booked at that instant. The sum over steps is the sum over lines, exactly
// in GPU-ms; money is one multiplication by the price, where that does not move.

import type { Instant } from "../kernel/time.ts";
import type { LineEnd } from "../market/billing.ts";
import { billedTime, charge } from "../market/billing.ts";
import type { ProductPlan } from "../market/plan.ts";
import type { PricedUse } from "./priced-use.ts";
import type { Sales } from "./rows.ts";

export class SalesBook {
  private readonly products: readonly ProductPlan[];
  /** of each product: null where the price never moves */
  private readonly priced: readonly (PricedUse | null)[];
  private readonly requests: Float64Array;
  private readonly admitted: Float64Array;
  private readonly refused: Float64Array;
  private readonly preempted: Float64Array;
  /** GPU-ms billed beyond the use, by lines closed since the last cut; below it where negative */
  private readonly beyondUse: Float64Array;
  private readonly totals: Sales[];

  constructor(
    products: readonly ProductPlan[],
    priced: readonly (PricedUse | null)[] = products.map(() => null),
  ) {
    this.products = products;
    this.priced = priced;
    const column = () => new Float64Array(products.length);
    this.requests = column();
    this.admitted = column();
    this.refused = column();
    this.preempted = column();
    this.beyondUse = column();
    this.totals = products.map(() => noSales());
  }

  request(product: number): void {
    this.requests[product]!++;
  }

  admit(product: number): void {
    this.admitted[product]!++;
  }

  refuse(product: number): void {
    this.refused[product]!++;
  }

  preempt(product: number): void {
    this.preempted[product]!++;
  }

  /** Close the billing line of a run that used `gpus` for `used` ms; returns the GPU-ms billed. */
  closeLine(product: number, gpus: number, used: number, end: LineEnd): number {
    const billed = gpus * billedTime(used, end, this.products[product]!.contract.billing);
    this.beyondUse[product]! += billed - gpus * used;
    return billed;
  }

  /** Sales since the last cut, given the GPU-ms used since then. */
  cut(product: number, used: number, now: Instant): Sales {
    const billed = used + this.beyondUse[product]!;
    const sales: Sales = {
      requests: this.requests[product]!,
      admitted: this.admitted[product]!,
      refused: this.refused[product]!,
      preempted: this.preempted[product]!,
      billed,
      revenue: this.priced[product]?.take(now) ?? charge(billed, this.products[product]!.price),
    };
    for (const column of [this.requests, this.admitted, this.refused, this.preempted, this.beyondUse]) {
      column[product] = 0;
    }
    return sales;
  }

  /** Add a step's sales to the totals of the run. */
  addToTotal(product: number, sales: Sales): void {
    const total = this.totals[product]!;
    total.requests += sales.requests;
    total.admitted += sales.admitted;
    total.refused += sales.refused;
    total.preempted += sales.preempted;
    total.billed += sales.billed;
    if (this.priced[product] === null) total.revenue = charge(total.billed, this.products[product]!.price);
    else total.revenue += sales.revenue;
  }

  get value(): readonly Sales[] {
    return this.totals;
  }
}

function noSales(): Sales {
  return { requests: 0, admitted: 0, refused: 0, preempted: 0, billed: 0, revenue: 0 };
}
