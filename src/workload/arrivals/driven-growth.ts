// A rate that drivers multiply, besides its growth. The factor is a step function, so that its integral is a sum over
// steps and an arrival is found by the same exact change of time as without drivers: one draw an arrival, and no other
// draw moves.

import { type Duration, type Instant, LATER } from "../../kernel/time.ts";
import type { Factor } from "../drivers/driver-factor.ts";
import { Growth } from "./growth.ts";
import type { RateFactor } from "./rate-factor.ts";

/** Growth × drivers. It is asked from instants that never go back; what lies before the last of them is forgotten. */
export class DrivenGrowth implements RateFactor {
  private readonly growth: Growth;
  private readonly factor: Factor;
  /** the steps known, the oldest first, and where the last of them ends */
  private readonly starts: Instant[] = [];
  private readonly values: number[] = [];
  private known: Instant = LATER;

  constructor(perYear: number, factor: Factor) {
    this.growth = new Growth(perYear);
    this.factor = factor;
    this.known = 0;
  }

  at(now: Instant): number {
    return this.growth.at(now) * this.values[this.stepAt(now)]!;
  }

  integral(from: Instant, length: Duration): number {
    this.forgetBefore(from);
    const end = from + length;
    let area = 0;
    let start = from;
    for (let step = this.stepAt(from); start < end; step++) {
      const stop = Math.min(end, this.endOf(step));
      area += this.values[step]! * this.growth.integral(start, stop - start);
      start = stop;
    }
    return area;
  }

  length(from: Instant, area: number): Duration {
    this.forgetBefore(from);
    let unspent = area;
    let start = from;
    for (let step = this.stepAt(from); this.growth.at(start) > 0; step++) {
      const stop = this.endOf(step);
      const payable = this.values[step]! * this.growth.integral(start, stop - start);
      if (unspent < payable) return start - from + this.growth.length(start, unspent / this.values[step]!);
      unspent -= payable;
      start = stop;
    }
    return Number.POSITIVE_INFINITY;
  }

  /** The place of the step that holds an instant, which is drawn if it is not known yet. */
  private stepAt(now: Instant): number {
    while (this.known <= now) this.addStep();
    let step = this.starts.length - 1;
    while (this.starts[step]! > now) step--;
    return step;
  }

  /** Where a step ends; the one after it is known then. */
  private endOf(step: number): Instant {
    if (step + 1 === this.starts.length) this.addStep();
    return this.starts[step + 1]!;
  }

  private addStep(): void {
    this.starts.push(this.known);
    this.values.push(this.factor.at(this.known));
    this.known = this.factor.next(this.known);
  }

  private forgetBefore(from: Instant): void {
    const first = this.stepAt(from);
    this.starts.splice(0, first);
    this.values.splice(0, first);
  }
}
