import type { RandomStream } from "../../kernel/random-stream.ts";
import { OpenArrivals } from "./arrival-process.ts";
import type { RateFactor } from "./rate-factor.ts";

/** Independent exponential gaps: `rate` × `factor` arrivals per ms, or none for a rate of 0. */
export class PoissonArrivals extends OpenArrivals {
  private readonly meanGap: number;
  private readonly factor: RateFactor;
  private readonly stream: RandomStream;
  /** the last arrival before rounding, ms */
  private clock = 0;

  constructor(rate: number, factor: RateFactor, stream: RandomStream) {
    super();
    this.meanGap = 1 / rate;
    this.factor = factor;
    this.stream = stream;
    this.exhausted = rate === 0;
    if (!this.exhausted) this.advance();
  }

  advance(): void {
    this.clock += this.factor.length(this.clock, this.meanGap * this.stream.exponential());
    this.next = Math.round(this.clock);
    this.exhausted = this.clock === Number.POSITIVE_INFINITY;
  }
}
