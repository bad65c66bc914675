import type { Instant } from "../../kernel/time.ts";
import type { DemandCurve } from "../demand.ts";
import type { DemandPlan } from "../plan.ts";
import type { ReplicaRule } from "../replicas.ts";
import { firstChange, turnAfter } from "./first-change.ts";

type SinusoidPlan = Extract<DemandPlan, { readonly kind: "sinusoid" }>;

/** mean + amplitude sin(2π t / period), never below 0. */
export class SinusoidDemand implements DemandCurve {
  private readonly plan: SinusoidPlan;

  constructor(plan: SinusoidPlan) {
    this.plan = plan;
  }

  at(now: Instant): number {
    const { mean, amplitude, period } = this.plan;
    return Math.max(0, mean + amplitude * Math.sin((2 * Math.PI * (now % period)) / period));
  }

  /** A sinusoid moves all the time. */
  next(): Instant {
    return Number.POSITIVE_INFINITY;
  }

  nextCrossing(now: Instant, replicas: ReplicaRule): Instant {
    const { period } = this.plan;
    const nextTurn = (instant: Instant) => turnAfter(instant, period / 4, period / 2);
    return firstChange((instant) => replicas(this.at(instant)), now, nextTurn, period);
  }
}
