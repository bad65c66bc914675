// The level that events leave behind: each adds its size, and what it has added halves in a half-life (shot noise).

import type { Duration, Instant } from "../../kernel/time.ts";
import type { Level } from "./driver-process.ts";

export class EventLevel implements Level {
  private readonly size: number;
  private readonly halfLife: Duration;
  private readonly instants: Iterator<Instant>;
  private upcoming: Instant;
  /** of the events so far, as of `last` */
  private value = 0;
  private last: Instant = Number.NEGATIVE_INFINITY;

  /** @param instants of the events, in order; they may begin before 0 */
  constructor(shape: { readonly size: number; readonly halfLife: Duration }, instants: Iterator<Instant>) {
    this.size = shape.size;
    this.halfLife = shape.halfLife;
    this.instants = instants;
    this.upcoming = this.draw();
  }

  at(now: Instant): number {
    while (this.upcoming <= now) {
      this.decayTo(this.upcoming);
      this.value += this.size;
      this.upcoming = this.draw();
    }
    this.decayTo(now);
    return this.value;
  }

  private decayTo(now: Instant): void {
    if (this.value !== 0) this.value *= 2 ** (-(now - this.last) / this.halfLife);
    this.last = now;
  }

  private draw(): Instant {
    const { done, value } = this.instants.next();
    return done === true ? Number.POSITIVE_INFINITY : value;
  }
}

/**
 * The integral over all ages u of 2^(−u) turned into e^(power × 2^(−u)) − 1, in half-lives: times the events of a
 * half-life it is the logarithm of the mean of e^(load × level) of events at Poisson instants (Campbell's theorem;
 * Kingman, Poisson Processes, 1993, § 3.2). With x = power × 2^(−u) it is ∫ (e^x − 1)/x dx from 0 to power, over ln 2,
 * whose series Σ power^k / (k k!) converges at once.
 */
export function meanPower(power: number): number {
  let term = 1;
  let sum = 0;
  for (let k = 1; Math.abs(term) > Number.EPSILON * Math.abs(sum); k++) {
    term *= power / k;
    sum += term / k;
  }
  return sum / Math.LN2;
}
