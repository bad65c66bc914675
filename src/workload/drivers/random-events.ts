import type { RandomStream } from "../../kernel/random-stream.ts";
import type { Duration, Instant } from "../../kernel/time.ts";

/**
 * Half-lives before instant 0 from which events are drawn too, so that the level starts as it goes on. What is older has
 * less than 10^−15 of its size left.
 */
const HALF_LIVES_BEFORE = 50;

/** Poisson instants, `rate` per ms, without an end. */
export class RandomEvents implements Iterator<Instant> {
  private readonly rate: number;
  private readonly stream: RandomStream;
  private clock: Instant;

  constructor(rate: number, halfLife: Duration, stream: RandomStream) {
    this.rate = rate;
    this.stream = stream;
    this.clock = -HALF_LIVES_BEFORE * halfLife;
  }

  next(): IteratorResult<Instant> {
    this.clock += this.stream.exponential() / this.rate;
    return { done: false, value: this.clock };
  }
}
