// What an elastic service is asked for over time. A curve is asked at instants that never go back.

import { randomStream } from "../kernel/random-stream.ts";
import type { Instant } from "../kernel/time.ts";
import { DrivenDemand } from "./demand/driven.ts";
import { GrowingDemand } from "./demand/growing.ts";
import { SeriesDemand } from "./demand/series.ts";
import { SinusoidDemand } from "./demand/sinusoid.ts";
import { TideDemand } from "./demand/tide.ts";
import type { Factor } from "./drivers/driver-factor.ts";
import type { DemandPlan } from "./plan.ts";
import type { ReplicaRule } from "./replicas.ts";

/** Demand of one service in one run. */
export interface DemandCurve {
  /** Demand at `now` in the units of the plan, a real number ≥ 0. Asked twice at one instant it answers the same. */
  at(now: Instant): number;
  /** The first instant after `now` at which the curve steps; Infinity when it never does, or moves all the time. */
  next(now: Instant): Instant;
  /**
   * The first whole ms after `now` at which another number of replicas is needed than at `now`; Infinity if it never is.
   * A noisy tide has no such instants: it moves between any two.
   */
  nextCrossing(now: Instant, replicas: ReplicaRule): Instant;
}

/**
 * The curve that a plan describes; its noise comes from the stream `replication/holder/noise`.
 * @param holder whose demand it is, such as `internal.inference`
 * @param drivers what multiplies it, or null
 */
export function demandCurve(
  plan: DemandPlan,
  seed: string,
  replication: number,
  holder: string,
  drivers: Factor | null = null,
): DemandCurve {
  const level = levelCurve(plan, seed, replication, holder);
  const grows = plan.kind !== "series" && plan.growth !== 0;
  const curve = grows ? new GrowingDemand(level, plan.growth) : level;
  return drivers === null ? curve : new DrivenDemand(curve, drivers);
}

/** The same before it grows. */
function levelCurve(plan: DemandPlan, seed: string, replication: number, holder: string): DemandCurve {
  switch (plan.kind) {
    case "tide":
      return new TideDemand(plan, randomStream(seed, `${replication}/${holder}/noise`));
    case "sinusoid":
      return new SinusoidDemand(plan);
    case "series":
      return new SeriesDemand(plan.times, plan.gpus);
  }
}
