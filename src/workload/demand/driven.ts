import { fault } from "../../kernel/assert.ts";
import type { Instant } from "../../kernel/time.ts";
import type { DemandCurve } from "../demand.ts";
import type { Factor } from "../drivers/driver-factor.ts";

/** A demand that drivers multiply. */
export class DrivenDemand implements DemandCurve {
  private readonly curve: DemandCurve;
  private readonly drivers: Factor;

  constructor(curve: DemandCurve, drivers: Factor) {
    this.curve = curve;
    this.drivers = drivers;
  }

  at(now: Instant): number {
    return this.curve.at(now) * this.drivers.at(now);
  }

  next(now: Instant): Instant {
    return Math.min(this.curve.next(now), this.drivers.next(now));
  }

  nextCrossing(): Instant {
    return fault("a demand that drivers load is looked at in steps");
  }
}
