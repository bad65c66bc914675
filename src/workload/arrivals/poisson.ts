import type { RandomStream } from "../../kernel/random-stream.ts";
import type { Instant } from "../../kernel/time.ts";
import type { ArrivalProcess } from "./arrival-process.ts";

/** Independent exponential gaps: `rate` arrivals per ms, or none for a rate of 0. */
export class PoissonArrivals implements ArrivalProcess {
  next: Instant = Number.POSITIVE_INFINITY;
  readonly exhausted: boolean;
  private readonly meanGap: number;
  private readonly stream: RandomStream;
  /** the last arrival before rounding, ms */
  private clock = 0;

  constructor(rate: number, stream: RandomStream) {
    this.meanGap = 1 / rate;
    this.stream = stream;
    this.exhausted = rate === 0;
    if (!this.exhausted) this.advance();
  }

  advance(): void {
    this.clock += this.meanGap * this.stream.exponential();
    this.next = Math.round(this.clock);
  }

  left(): void {}
}
