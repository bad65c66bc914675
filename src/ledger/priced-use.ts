// Money of a product whose price moves. Use is valued as it is used; what a line bills beyond its use, or gives back, is
// valued when it closes. The sum over steps is so the sum over lines.

import type { Instant } from "../kernel/time.ts";
import { charge } from "../market/billing.ts";
import type { PricePath } from "../market/price/price-path.ts";

export class PricedUse {
  private readonly path: PricePath;
  private readonly locked: boolean;
  /** GPUs held; or, where runs pay the price of their start, the sum of those prices over them, $ per hour */
  private level = 0;
  /** GPUs held */
  private gpus = 0;
  /** what has been valued so far: the integral of the price, or the clock */
  private valued = 0;
  /** $·ms per hour charged since the last beginning, less what was given back, and what was */
  private money = 0;
  private givenBack = 0;

  /** @param locked whether a run pays the price of its start for all its length */
  constructor(path: PricePath, locked: boolean) {
    this.path = path;
    this.locked = locked;
  }

  /** A run starts. @returns what its line is valued by when it closes */
  start(gpus: number, now: Instant): number {
    this.settle(now);
    this.hold(gpus, this.path.price);
    return this.locked ? this.path.price : this.valued;
  }

  /**
   * A run that has used its GPUs for `used` ms ends, and its line closes.
   * @param mark what `start` has returned
   * @param billed ms that the line bills
   */
  close(gpus: number, mark: number, used: number, billed: number, now: Instant): void {
    this.settle(now);
    this.hold(-gpus, mark);
    if (billed === 0) this.giveBack(gpus * (this.locked ? mark * used : this.valued - mark));
    else this.money += gpus * (billed - used) * (this.locked ? mark : this.path.price);
  }

  /** $ per GPU-hour now */
  get price(): number {
    return this.path.price;
  }

  /** $ charged since the last beginning, less what was given back. */
  charged(now: Instant): number {
    this.settle(now);
    return charge(this.money, 1);
  }

  /** $ given back since the last beginning, for lines that turned out free. */
  get refunds(): number {
    return charge(this.givenBack, 1);
  }

  /** Begin to count anew. */
  begin(): void {
    this.money = 0;
    this.givenBack = 0;
  }

  private giveBack(money: number): void {
    this.money -= money;
    this.givenBack += money;
  }

  private hold(gpus: number, price: number): void {
    this.gpus += gpus;
    this.level += this.locked ? gpus * price : gpus;
    // Prices add up with rounding: where nothing is held, nothing is left of them.
    if (this.gpus === 0) this.level = 0;
  }

  private settle(now: Instant): void {
    const reached = this.locked ? now : this.path.integralTo(now);
    this.money += this.level * (reached - this.valued);
    this.valued = reached;
  }
}
