// A daily cosine between trough and peak, lower at the week-end, times noise that reverts to 1.

import { assert } from "../../kernel/assert.ts";
import type { RandomStream } from "../../kernel/random-stream.ts";
import { DAY, HOUR, type Instant, WEEK } from "../../kernel/time.ts";
import type { DemandCurve } from "../demand.ts";
import type { DemandPlan } from "../plan.ts";
import type { ReplicaRule } from "../replicas.ts";
import { firstChange, turnAfter } from "./first-change.ts";
import { OrnsteinUhlenbeck } from "./ornstein-uhlenbeck.ts";

export type TidePlan = Extract<DemandPlan, { readonly kind: "tide" }>;

/** A tide with its noise in one run. */
export class TideDemand implements DemandCurve {
  private readonly plan: TidePlan;
  private readonly noise: OrnsteinUhlenbeck | null;

  constructor(plan: TidePlan, stream: RandomStream) {
    this.plan = plan;
    this.noise = plan.noise && new OrnsteinUhlenbeck(plan.noise.cv, plan.noise.halfLife, stream);
  }

  at(now: Instant): number {
    const factor = this.noise === null ? 1 : Math.max(0, 1 + this.noise.at(now));
    return tideLevel(this.plan, now) * factor;
  }

  /** A tide moves all the time. */
  next(): Instant {
    return Number.POSITIVE_INFINITY;
  }

  nextCrossing(now: Instant, replicas: ReplicaRule): Instant {
    const { plan } = this;
    assert(plan.noise === null, "a noisy tide is resized at steps");
    const nextTurn = (instant: Instant) =>
      Math.min(turnAfter(instant, plan.peakHour * HOUR, 12 * HOUR), nextWeekendEdge(instant));
    return firstChange((instant) => replicas(tideLevel(plan, instant)), now, nextTurn, WEEK);
  }
}

/** The week-end factor makes a tide jump: the last ms before a jump and the first one after it count as turns. */
function nextWeekendEdge(now: Instant): Instant {
  const monday = now - (now % WEEK);
  const saturday = monday + 5 * DAY;
  const edges = [saturday - 1, saturday, monday + WEEK - 1, monday + WEEK];
  return edges.find((edge) => edge > now)!;
}

/** Demand at `now` but for noise. */
export function tideLevel(plan: TidePlan, now: Instant): number {
  const hour = (now % DAY) / HOUR;
  const mean = (plan.peak * (1 + plan.trough)) / 2;
  const amplitude = (plan.peak * (1 - plan.trough)) / 2;
  const weekday = mean + amplitude * Math.cos((2 * Math.PI * (hour - plan.peakHour)) / 24);
  return isWeekend(now) ? weekday * plan.weekend : weekday;
}

/** Saturday and Sunday, UTC: instant 0 is a Monday. */
function isWeekend(now: Instant): boolean {
  return now % WEEK >= 5 * DAY;
}
