import { sampleDuration } from "../kernel/law.ts";
import type { RandomStream } from "../kernel/random-stream.ts";
import type { Duration } from "../kernel/time.ts";
import type { JobDraft } from "./job-source.ts";
import type { EstimatePlan } from "./plan.ts";
import { RecentService } from "./recent-service.ts";

/** What the scheduler is told of service times. A law is drawn whatever the service time turns out to be. */
export class EstimateRule {
  private readonly plan: EstimatePlan;
  private readonly stream: RandomStream;
  /** null unless the estimate follows the jobs that have ended */
  readonly recent: RecentService | null;

  constructor(plan: EstimatePlan, stream: RandomStream) {
    this.plan = plan;
    this.stream = stream;
    this.recent = plan.kind === "recent" ? new RecentService(plan.jobs) : null;
  }

  /**
   * The estimate of a job, ms; `traced` is the trace's own, NaN when it says none. Assumption: of a group and size of which no
   * job has ended yet the scheduler is told what it would be told without `recent`.
   */
  of(service: Duration, group: number, gpus: number, traced: Duration): Duration {
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
      case "recent": {
        const mean = this.recent!.mean(group, gpus);
        if (!Number.isNaN(mean)) return mean;
        return Number.isNaN(traced) ? service : traced;
      }
    }
  }
}

/**
 * What the job needs and what is told of it; `draft` knows its group and its GPUs already.
 * @param kills a job is ended at its estimate when it needs longer
 */
export function setService(
  draft: JobDraft,
  service: Duration,
  rule: EstimateRule,
  traced: Duration,
  kills: boolean,
): void {
  const estimate = rule.of(service, draft.group, draft.gpus, traced);
  draft.killedAtEstimate = kills && service > estimate;
  draft.service = draft.killedAtEstimate ? estimate : service;
  draft.estimate = estimate;
}
