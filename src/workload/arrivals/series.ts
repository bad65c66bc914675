// A Poisson process whose rate steps at given instants, as it was recorded. Inverted exactly: an exponential of mean 1 is
// spent step by step, at rate × time left (Çınlar, Introduction to Stochastic Processes, 1975, ch. 4).

import type { RandomStream } from "../../kernel/random-stream.ts";
import type { Instant } from "../../kernel/time.ts";
import { OpenArrivals } from "./arrival-process.ts";

/** Arrivals at `rates[i]` per ms from `times[i]` on; the last rate holds for ever, and none before the first. */
export class SeriesArrivals extends OpenArrivals {
  private readonly times: Float64Array;
  private readonly rates: Float64Array;
  private readonly stream: RandomStream;
  /** the last arrival before rounding, ms */
  private clock: number;
  /** the row that `clock` is in */
  private row = 0;

  constructor(times: Float64Array, rates: Float64Array, stream: RandomStream) {
    super();
    this.times = times;
    this.rates = rates;
    this.stream = stream;
    this.clock = times[0]!;
    this.advance();
  }

  advance(): void {
    const { rates } = this;
    let unspent = this.stream.exponential();
    for (;;) {
      const rate = rates[this.row]!;
      const end = this.endOfRow;
      const payable = rate === 0 ? 0 : rate * (end - this.clock);
      if (unspent < payable) {
        this.clock += unspent / rate;
        break;
      }
      if (end === Number.POSITIVE_INFINITY) {
        this.clock = end;
        break;
      }
      unspent -= payable;
      this.clock = end;
      this.row++;
    }
    this.next = Math.round(this.clock);
    this.exhausted = this.clock === Number.POSITIVE_INFINITY;
  }

  private get endOfRow(): Instant {
    return this.times[this.row + 1] ?? Number.POSITIVE_INFINITY;
  }
}
