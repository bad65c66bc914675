// The price of tokens where drivers move it. It stays between two looks at the demand, so that what is billed in between
// has one price.

import { type Instant, LATER } from "../../kernel/time.ts";
import type { Factor } from "../../workload/drivers/driver-factor.ts";
import { askingShare, type TokenAnswer } from "./token-answer.ts";
import type { TokenMeter } from "./token-meter.ts";

export class MovingTokenPrice {
  /** share of the demand at the reference price that asks now */
  asks: number;
  private readonly list: number;
  private readonly answer: TokenAnswer;
  private readonly factor: Factor;
  private readonly meter: TokenMeter;
  /** what drivers multiply the list price by, as of the last look, */
  private level = 1;
  private since: Instant = LATER;
  /** ∫ level dt until then, and Σ level × tokens billed */
  private area = 0;
  private valued = 0;
  /** tokens billed until then */
  private billed = 0;

  /** @param list $ per million output tokens with their input, after the discount */
  constructor(list: number, answer: TokenAnswer, factor: Factor, meter: TokenMeter) {
    this.list = list;
    this.answer = answer;
    this.factor = factor;
    this.meter = meter;
    this.since = 0;
    this.asks = askingShare(answer, list);
  }

  /** Look at the drivers. @returns what they multiply the list price by from now on */
  look(now: Instant): number {
    const level = this.factor.at(now);
    if (level === this.level) return level;
    this.meter.advance(now);
    this.area = this.areaTo(now);
    this.valued = this.billedAtList;
    this.billed = this.meter.billed;
    this.since = now;
    this.level = level;
    this.asks = askingShare(this.answer, this.list * level);
    return level;
  }

  /** The tokens billed so far, each times what its price was multiplied by. */
  get billedAtList(): number {
    return this.valued + (this.meter.billed - this.billed) * this.level;
  }

  /** ∫ level dt from 0 to `now`, ms. */
  areaTo(now: Instant): number {
    return this.area + this.level * (now - this.since);
  }
}
