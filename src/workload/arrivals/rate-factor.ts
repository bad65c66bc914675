import type { Duration, Instant } from "../../kernel/time.ts";
import type { Factor } from "../drivers/driver-factor.ts";
import { DrivenGrowth } from "./driven-growth.ts";
import { Growth } from "./growth.ts";

/** What multiplies a rate over time, with the integrals that a change of time needs. */
export interface RateFactor {
  /** The factor at `now`. */
  at(now: Instant): number;
  /** Integral of the factor over `length` ms from `from` on, ms. */
  integral(from: Instant, length: Duration): number;
  /** The length from `from` on over which the integral is `area`, ms; Infinity if it never gets there. */
  length(from: Instant, area: number): Duration;
}

/** Growth by a share a year, times what drivers multiply the rate by, if any do. */
export function rateFactor(perYear: number, drivers: Factor | null): RateFactor {
  return drivers === null ? new Growth(perYear) : new DrivenGrowth(perYear, drivers);
}
