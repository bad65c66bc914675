// Gaussian noise around 0 that forgets half of itself in a half-life. The update is exact for a step of any length
// (Gillespie, Phys. Rev. E 54 (1996) 2084): it does not depend on how often the noise is asked.

import type { RandomStream } from "../../kernel/random-stream.ts";
import type { Duration, Instant } from "../../kernel/time.ts";

/** A stationary Ornstein–Uhlenbeck process of standard deviation `sd`, asked at instants that never go back. */
export class OrnsteinUhlenbeck {
  private readonly sd: number;
  private readonly halfLife: Duration;
  private readonly stream: RandomStream;
  private value: number;
  private last: Instant = 0;

  constructor(sd: number, halfLife: Duration, stream: RandomStream) {
    this.sd = sd;
    this.halfLife = halfLife;
    this.stream = stream;
    this.value = sd * stream.normal();
  }

  /** The noise at `now`; one normal is drawn when time has passed, none when it has not. */
  at(now: Instant): number {
    if (now > this.last) {
      const kept = 2 ** (-(now - this.last) / this.halfLife);
      this.value = this.value * kept + this.sd * Math.sqrt(1 - kept * kept) * this.stream.normal();
      this.last = now;
    }
    return this.value;
  }
}
