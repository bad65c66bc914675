// GPU-time that the jobs of each source have held, old use counting less and less. Brought up to date when a source's
// GPUs change, and when it is asked.

import type { Duration, Instant } from "../kernel/time.ts";
import { usageAfter } from "../scheduling/order/fair-share.ts";

export class SourceUsage {
  private readonly halfLife: Duration;
  private readonly used: Float64Array;
  private readonly held: Float64Array;
  private readonly since: Float64Array;

  constructor(sources: number, halfLife: Duration) {
    this.halfLife = halfLife;
    this.used = new Float64Array(sources);
    this.held = new Float64Array(sources);
    this.since = new Float64Array(sources);
  }

  /** The source holds so many GPUs more, or fewer. */
  hold(source: number, gpus: number, now: Instant): void {
    this.used[source] = this.of(source, now);
    this.since[source] = now;
    this.held[source]! += gpus;
  }

  /** Its use, GPU-ms. */
  of(source: number, now: Instant): number {
    return usageAfter(this.used[source]!, this.held[source]!, now - this.since[source]!, this.halfLife);
  }
}
