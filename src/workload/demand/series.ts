import type { Instant } from "../../kernel/time.ts";
import type { DemandCurve } from "../demand.ts";
import type { ReplicaRule } from "../replicas.ts";

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
    return this.after(this.begun);
  }

  next(now: Instant): Instant {
    this.seek(now);
    return this.begun < this.times.length ? this.times[this.begun] : Number.POSITIVE_INFINITY;
  }

  nextCrossing(now: Instant, replicas: ReplicaRule): Instant {
    const { times } = this;
    const before = replicas(this.at(now));
    for (let begun = this.begun + 1; begun <= times.length; begun++) {
      // Of rows at one time the last counts.
      const counts = begun === times.length || times[begun] > times[begun - 1];
      if (counts && replicas(this.after(begun)) !== before) return times[begun - 1];
    }
    return Number.POSITIVE_INFINITY;
  }

  /** The value when so many rows have begun. */
  private after(begun: number): number {
    return begun === 0 ? 0 : Math.max(0, this.gpus[begun - 1]);
  }

  private seek(now: Instant): void {
    const { times } = this;
    while (this.begun < times.length && times[this.begun] <= now) this.begun++;
  }
}
