// Service-level credits. A customer's months begin with its first start; a month in which it lacked its GPUs, because the
// provider had ended its run, is credited by its tier when the month is over, or when the customer leaves.

import { grown } from "../kernel/column.ts";
import { type Duration, type Instant, YEAR } from "../kernel/time.ts";
import { serviceCredit } from "../market/contract/service-credit.ts";
import type { ProductPlan } from "../market/plan.ts";
import type { SalesBook } from "./sales-book.ts";

/** The month that clouds bill: 730 h. */
const MONTH: Duration = YEAR / 12;

/** Kept beside the job table, by the number of a job's row. */
export class ServiceCredits {
  private readonly products: readonly ProductPlan[];
  private readonly sales: SalesBook;
  private product = new Int32Array(16);
  private gpus = new Int32Array(16);
  /** begin of the present month; NaN before the first start */
  private month = new Float64Array(16);
  /** time of this month without GPUs, ms */
  private lacked = new Float64Array(16);
  /** since when it has had none; NaN while it has them */
  private since = new Float64Array(16);

  constructor(products: readonly ProductPlan[], sales: SalesBook) {
    this.products = products;
    this.sales = sales;
  }

  /** A request comes. */
  begin(row: number, product: number, gpus: number): void {
    if (row >= this.month.length) this.grow(Math.max(row + 1, 2 * this.month.length));
    this.product[row] = product;
    this.gpus[row] = gpus;
    this.month[row] = Number.NaN;
    this.lacked[row] = 0;
  }

  /** It gets its GPUs, for the first time or again. */
  start(row: number, now: Instant): void {
    if (Number.isNaN(this.month[row]!)) this.month[row] = now;
    else this.settle(row, now);
    this.since[row] = Number.NaN;
  }

  /** The provider ends its run. */
  lose(row: number, now: Instant): void {
    this.settle(row, now);
    this.since[row] = now;
  }

  /** It leaves, or the run of the model is over. One that was never served is owed nothing. */
  end(row: number, now: Instant): void {
    if (Number.isNaN(this.month[row]!)) return;
    this.settle(row, now);
    this.close(row, now);
  }

  /** Count the time without GPUs until now, and close the months that are over. */
  private settle(row: number, now: Instant): void {
    while (now >= this.month[row]! + MONTH) {
      const end = this.month[row]! + MONTH;
      this.count(row, end);
      this.close(row, end);
      this.month[row] = end;
      this.lacked[row] = 0;
    }
    this.count(row, now);
  }

  private count(row: number, now: Instant): void {
    const since = this.since[row]!;
    if (Number.isNaN(since)) return;
    this.lacked[row]! += now - since;
    this.since[row] = now;
  }

  /** Credit the present month, which ends at `end`; the rest of one that is cut short counts as served. */
  private close(row: number, end: Instant): void {
    const lacked = this.lacked[row]!;
    const product = this.product[row]!;
    const { serviceLevel } = this.products[product]!.contract;
    if (lacked === 0 || serviceLevel === null) return;
    const bill = this.sales.charge(product, this.gpus[row]! * (end - this.month[row]! - lacked));
    this.sales.credit(product, serviceCredit(bill, 1 - lacked / MONTH, serviceLevel));
  }

  private grow(length: number): void {
    this.product = grown(this.product, length);
    this.gpus = grown(this.gpus, length);
    this.month = grown(this.month, length);
    this.lacked = grown(this.lacked, length);
    this.since = grown(this.since, length);
  }
}
