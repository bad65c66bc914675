import type { RandomStream } from "../../kernel/random-stream.ts";
import { OpenArrivals } from "./arrival-process.ts";
import { Growth } from "./growth.ts";

/** Independent exponential gaps: `rate` arrivals per ms, growing by `growth` a year, or none for a rate of 0. */
export class PoissonArrivals extends OpenArrivals {
  private readonly meanGap: number;
  private readonly growth: Growth;
  private readonly stream: RandomStream;
  /** the last arrival before rounding, ms */
  private clock = 0;

  constructor(rate: number, growth: number, stream: RandomStream) {
    super();
    this.meanGap = 1 / rate;
    this.growth = new Growth(growth);
    this.stream = stream;
    this.exhausted = rate === 0;
    if (!this.exhausted) this.advance();
  }

  advance(): void {
    this.clock += this.growth.length(this.clock, this.meanGap * this.stream.exponential());
    this.next = Math.round(this.clock);
    this.exhausted = this.clock === Number.POSITIVE_INFINITY;
  }
}
