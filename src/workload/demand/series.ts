import type { Instant } from "../../kernel/time.ts";
import type { DemandCurve } from "../demand.ts";

/** A measured step function: `gpus[i]` from `times[i]` on, 0 before the first, the last value for ever. */
export class SeriesDemand implements DemandCurve {
  private readonly times: Float64Array;
  private readonly gpus: Float64Array;
  /** rows that have begun at the instant asked last */
  private begun = 0;

  constructor(times: Float64Array, gpus: Float64Array) {
    this.times = times;
    this.gpus = gpus;
  }

  at(now: Instant): number {
    this.seek(now);
    return this.begun === 0 ? 0 : Math.max(0, Math.round(this.gpus[this.begun - 1]));
  }

  next(now: Instant): Instant {
    this.seek(now);
    return this.begun < this.times.length ? this.times[this.begun] : Number.POSITIVE_INFINITY;
  }

  private seek(now: Instant): void {
    const { times } = this;
    while (this.begun < times.length && times[this.begun] <= now) this.begun++;
  }
}
