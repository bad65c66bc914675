// Requests and money by product. What rental jobs use is integrated like all GPU-time; when a billing line closes, what
// its contract bills beyond or below the use is booked at that instant. The sum over steps is the sum over lines, exactly
// in GPU-ms; money is one multiplication by the price, where that does not move.

import type { Instant } from "../kernel/time.ts";
import type { LineEnd } from "../market/billing.ts";
import { billedTime, charge } from "../market/billing.ts";
import type { Metering } from "../market/contract/contract-plan.ts";
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
  /** $ that a held GPU-hour of each product is billed */
  private readonly rate: Float64Array;
  /** $ that a GPU-hour in use is billed besides */
  private readonly usedRate: Float64Array;
  /** of each product: read whenever a line closes, so all of one shape, whatever else a plan says of its billing */
  private readonly metering: readonly Metering[];
  /** of each product: time that a customer pays after it has left its window, ms */
  private readonly endsEarly: Float64Array;
  /** GPU-ms billed beyond the use, by lines closed since the last cut; below it where negative */
  private readonly beyondUse: Float64Array;
  /** GPU-ms used by lines that turned out free, $ credited and $ paid for breaches, since the last cut */
  private readonly refunded: Float64Array;
  private readonly credits: Float64Array;
  private readonly breach: Float64Array;
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
    this.rate = Float64Array.from(products, ({ price, paidShare }) => price * paidShare);
    this.usedRate = Float64Array.from(products, ({ price, usedShare }) => price * usedShare);
    this.metering = products.map(({ contract }) => meteringOf(contract.billing));
    this.endsEarly = Float64Array.from(products, ({ contract }) => contract.window?.endsEarly ?? 0);
    this.beyondUse = column();
    this.refunded = column();
    this.credits = column();
    this.breach = column();
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

  /** The GPUs of a run are taken; a contract may say what its customer is paid for that. */
  preempt(product: number, gpus: number): void {
    this.preempted[product]!++;
    const { breachCost } = this.products[product]!.contract.exit;
    if (breachCost > 0) this.breach[product]! += charge(gpus * breachCost, this.rateOf(product));
  }

  /** $ are credited to a customer. */
  credit(product: number, amount: number): void {
    this.credits[product]! += amount;
  }

  /** $ for so many GPU-ms of a product. */
  charge(product: number, gpuMs: number): number {
    return charge(gpuMs, this.rateOf(product));
  }

  /**
   * Close the billing line of a run that used `gpus` for `used` ms; returns the GPU-ms billed. What was bought for a window
   * is accrued like all use, and the time that it is paid for and cannot be used is billed when it is over.
   */
  closeLine(product: number, gpus: number, used: number, end: LineEnd): number {
    const time = end === "customer" ? used + this.endsEarly[product]! : used;
    const billed = gpus * billedTime(time, end, this.metering[product]!);
    this.beyondUse[product]! += billed - gpus * used;
    if (billed === 0) this.refunded[product]! += gpus * used;
    return billed;
  }

  /** Sales since the last cut, given the GPU-ms held since then, and those of them that the customers used. */
  cut(product: number, held: number, now: Instant, used = held): Sales {
    const billed = held + this.beyondUse[product]!;
    const refunded = this.refunded[product]!;
    const [credits, breach] = [this.credits[product]!, this.breach[product]!];
    const priced = this.priced[product]!;
    const { paidShare } = this.products[product]!;
    const usage = charge(used, this.usedRate[product]!);
    const charged =
      usage + (priced === null ? this.charge(product, billed) : paidShare * priced.charged(now));
    const refunds = priced === null ? this.charge(product, refunded) : paidShare * priced.refunds;
    if (priced !== null) priced.begin();
    const sales: Sales = {
      requests: this.requests[product]!,
      admitted: this.admitted[product]!,
      refused: this.refused[product]!,
      preempted: this.preempted[product]!,
      billed,
      used,
      revenue: charged - credits - breach,
      gross: priced === null ? usage + this.charge(product, billed + refunded) : charged + refunds,
      refunds,
      credits,
      breach,
    };
    for (const column of this.columns()) column[product] = 0;
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
    total.used += sales.used;
    total.gross += sales.gross;
    total.refunds += sales.refunds;
    total.credits += sales.credits;
    total.breach += sales.breach;
    if (this.priced[product] === null)
      total.revenue =
        this.charge(product, total.billed) +
        charge(total.used, this.usedRate[product]!) -
        total.credits -
        total.breach;
    else total.revenue += sales.revenue;
  }

  /** $ for a held GPU-hour: at the price of the moment where that moves. */
  private rateOf(product: number): number {
    const priced = this.priced[product]!;
    return priced === null ? this.rate[product]! : priced.price * this.products[product]!.paidShare;
  }

  /** What is counted from cut to cut. */
  private columns(): Float64Array[] {
    const { requests, admitted, refused, preempted, beyondUse, refunded, credits, breach } = this;
    return [requests, admitted, refused, preempted, beyondUse, refunded, credits, breach];
  }

  get value(): readonly Sales[] {
    return this.totals;
  }
}

function meteringOf({ granularity, minimum, freeIfInterruptedWithin }: Metering): Metering {
  return { granularity, minimum, freeIfInterruptedWithin };
}

function noSales(): Sales {
  return {
    requests: 0,
    admitted: 0,
    refused: 0,
    preempted: 0,
    billed: 0,
    used: 0,
    revenue: 0,
    gross: 0,
    refunds: 0,
    credits: 0,
    breach: 0,
  };
}
