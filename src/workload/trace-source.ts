import type { RandomStream } from "../kernel/random-stream.ts";
import type { Instant } from "../kernel/time.ts";
import type { JobDraft, JobSource } from "./job-source.ts";
import { EstimateRule, setService } from "./job-source-estimate.ts";
import { LimitRule } from "./job-source-limit.ts";
import type { TraceSourcePlan } from "./plan.ts";
import type { RecentService } from "./recent-service.ts";

/** The jobs of a trace, row by row; jobs of one instant come in the order of their rows. */
export class TraceSource implements JobSource {
  next: Instant = Number.POSITIVE_INFINITY;
  readonly listens = false;
  private readonly plan: TraceSourcePlan;
  private readonly estimate: EstimateRule;
  private readonly patience: LimitRule;
  private readonly deadline: LimitRule;
  private row = 0;

  constructor(plan: TraceSourcePlan, stream: (purpose: string) => RandomStream) {
    this.plan = plan;
    this.estimate = new EstimateRule(plan.estimate, stream("estimate"));
    this.patience = new LimitRule(plan.patience, stream("patience"));
    this.deadline = new LimitRule(plan.deadline, stream("deadline"));
    this.look();
  }

  get exhausted(): boolean {
    return this.row >= this.plan.jobs.submit.length;
  }

  take(draft: JobDraft): void {
    const { jobs, killAtEstimate, priority } = this.plan;
    const row = this.row++;
    draft.id = row;
    draft.gpus = jobs.gpus[row];
    draft.group = jobs.groups === null ? 0 : jobs.groups.of[row];
    setService(draft, jobs.service[row], this.estimate, jobs.estimate[row], killAtEstimate);
    draft.priority = jobs.priority === null ? priority : jobs.priority[row];
    draft.patience = this.patience.draw();
    draft.deadline = this.deadline.draw();
    this.look();
  }

  get recent(): RecentService | null {
    return this.estimate.recent;
  }

  started(): void {}

  left(): void {}

  private look(): void {
    const { submit } = this.plan.jobs;
    this.next = this.row < submit.length ? submit[this.row] : Number.POSITIVE_INFINITY;
  }
}
