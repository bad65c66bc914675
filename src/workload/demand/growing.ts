import { fault } from "../../kernel/assert.ts";
import type { Instant } from "../../kernel/time.ts";
import { Growth } from "../arrivals/growth.ts";
import type { DemandCurve } from "../demand.ts";

/** A demand that grows by a constant share a year, its noise with it. */
export class GrowingDemand implements DemandCurve {
  private readonly curve: DemandCurve;
  private readonly growth: Growth;

  /** @param perYear 0.3 is 30 % a year; above −1 */
  constructor(curve: DemandCurve, perYear: number) {
    this.curve = curve;
    this.growth = new Growth(perYear);
  }

  at(now: Instant): number {
    return this.curve.at(now) * this.growth.at(now);
  }

  next(now: Instant): Instant {
    return this.curve.next(now);
  }

  nextCrossing(): Instant {
    return fault("a demand that grows is looked at in steps");
  }
}
