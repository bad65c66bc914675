// What a scenario says of the shocks that several loads have in common. A driver has a level, a number around 0, and
// whoever it loads is multiplied by a factor of mean 1 that rises with that level.

import type { Duration } from "../../kernel/time.ts";

/** How the level of a driver moves. */
export type DriverProcess =
  | {
      /** Gaussian around 0, of this standard deviation; a deviation halves in a half-life */
      readonly kind: "mean-reverting";
      readonly sd: number;
      readonly halfLife: Duration;
    }
  | {
      /** events at Poisson instants, `rate` per ms: each adds `size` to the level, and half of it is gone in a half-life */
      readonly kind: "events-at-random";
      readonly rate: number;
      readonly size: number;
      readonly halfLife: Duration;
    }
  | {
      /** the same at given instants, in order */
      readonly kind: "dated-events";
      readonly instants: Float64Array;
      readonly size: number;
      readonly halfLife: Duration;
    };

/** What a driver multiplies: the demand for an internal source or service, or the requests for a product. */
export interface DriverLoad {
  readonly target: LoadTarget;
  /** exponent of the level: 0.5 is e^(0.5 × level), but for the correction */
  readonly load: number;
}

/**
 * `internal.<source or service>`; `demand.<product>`: the requests, or the tokens, that customers ask for; or
 * `price.<product>`, for a price that moves.
 */
export type LoadTarget = `internal.${string}` | `demand.${string}` | `price.${string}`;

/** One driver and all that it loads. */
export interface DriverPlan {
  readonly name: string;
  readonly process: DriverProcess;
  /** the level moves at the multiples of it and stays in between, ms */
  readonly every: Duration;
  readonly loads: readonly DriverLoad[];
}
