import { sampleDuration } from "../kernel/law.ts";
import type { RandomStream } from "../kernel/random-stream.ts";
import type { Duration } from "../kernel/time.ts";
import type { EstimatePlan } from "./plan.ts";

/** What the scheduler is told of service times. A law is drawn whatever the service time turns out to be. */
export class EstimateRule {
  private readonly plan: EstimatePlan;
  private readonly stream: RandomStream;

  constructor(plan: EstimatePlan, stream: RandomStream) {
    this.plan = plan;
    this.stream = stream;
  }

  /** The estimate of a job of this service time, ms; `traced` is the trace's own, NaN when it says none. */
  of(service: Duration, traced: Duration): Duration {
    const { plan } = this;
    switch (plan.kind) {
      case "exact":
        return service;
      case "trace":
        return Number.isNaN(traced) ? service : traced;
      case "factor":
        return Math.round(plan.factor * service);
      case "law":
        return sampleDuration(plan.law, this.stream);
    }
  }
}
