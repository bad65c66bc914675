// A Poisson process whose rate is constant within an hour and repeats every week. Inverted exactly: an
// exponential of mean 1 is spent hour by hour, at rate × time left, until an hour can pay for the rest
// (Çınlar, Introduction to Stochastic Processes, 1975, ch. 4: a non-stationary Poisson process by change of time).

import { assert } from "../../kernel/assert.ts";
import type { Law } from "../../kernel/law.ts";
import type { RandomStream } from "../../kernel/random-stream.ts";
import { HOUR } from "../../kernel/time.ts";
import { OpenArrivals } from "./arrival-process.ts";
import type { RateFactor } from "./rate-factor.ts";

const HOURS_PER_WEEK = 168;

/** What an hour-of-week process is made of. */
interface HourOfWeekShape {
  /** mean arrivals per ms */
  readonly rate: number;
  /** 168 factors of mean 1, from Monday 00:00 UTC */
  readonly factors: Float64Array;
  /** law of mean 1 of the factor that each hour draws for itself, or null */
  readonly noise: Law | null;
}

/** Arrivals at `rate × factors[hour of week] × noise of that hour × factor` per ms. Hours of rate 0 are skipped. */
export class HourOfWeekArrivals extends OpenArrivals {
  private readonly shape: HourOfWeekShape;
  private readonly factor: RateFactor;
  private readonly stream: RandomStream;
  private readonly noiseStream: RandomStream;
  /** the last arrival before rounding, ms */
  private clock = 0;
  /** the hour that `clock` is in, counted from 0 */
  private hour = 0;
  /** arrivals per ms in that hour, but for the factor */
  private rate = 0;

  constructor(shape: HourOfWeekShape, factor: RateFactor, stream: RandomStream, noiseStream: RandomStream) {
    super();
    assert(shape.factors.length === HOURS_PER_WEEK, "an hour-of-week profile has 168 factors");
    this.shape = shape;
    this.factor = factor;
    this.stream = stream;
    this.noiseStream = noiseStream;
    // A week without a rate would be searched for ever.
    this.exhausted = shape.rate === 0 || shape.factors.every((factor) => factor === 0);
    if (this.exhausted) return;
    this.enter(0);
    this.advance();
  }

  advance(): void {
    const { factor } = this;
    let unspent = this.stream.exponential();
    let hourEnd = (this.hour + 1) * HOUR;
    let payable = this.rate * factor.integral(this.clock, hourEnd - this.clock);
    while (unspent >= payable) {
      unspent -= payable;
      this.clock = hourEnd;
      if (factor.at(hourEnd) === 0) {
        this.runDry();
        return;
      }
      this.enter(this.hour + 1);
      hourEnd += HOUR;
      payable = this.rate * factor.integral(this.clock, HOUR);
    }
    this.clock += factor.length(this.clock, unspent / this.rate);
    this.next = Math.round(this.clock);
  }

  /** The rate has shrunk to nothing before the next arrival. */
  private runDry(): void {
    this.next = Number.POSITIVE_INFINITY;
    this.exhausted = true;
  }

  /** Every hour draws its noise, even one without a rate: the noise of an hour never depends on the profile. */
  private enter(hour: number): void {
    const { rate, factors, noise } = this.shape;
    const drawn = noise === null ? 1 : noise.sample(this.noiseStream);
    this.hour = hour;
    this.rate = rate * factors[hour % HOURS_PER_WEEK] * drawn;
  }
}
