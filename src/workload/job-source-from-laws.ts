import { type Law, sampleDuration } from "../kernel/law.ts";
import type { RandomStream } from "../kernel/random-stream.ts";
import type { Instant } from "../kernel/time.ts";
import { type ArrivalProcess, OpenArrivals } from "./arrivals/arrival-process.ts";
import { arrivalProcess } from "./arrivals.ts";
import { classGroups } from "./groups.ts";
import type { JobDraft, JobSource } from "./job-source.ts";
import { EstimateRule, setService } from "./job-source-estimate.ts";
import { LimitRule } from "./job-source-limit.ts";
import type { JobClassPlan, JobSourcePlan } from "./plan.ts";
import type { RecentService } from "./recent-service.ts";

/** Jobs drawn from laws: one uniform for class and size, one service time of the class, one estimate, one patience. */
export class JobSourceFromLaws implements JobSource {
  next: Instant;
  readonly listens: boolean;
  private readonly arrivals: ArrivalProcess;
  private readonly mix: JobMix;
  private readonly estimate: EstimateRule;
  private readonly patience: LimitRule;
  private readonly deadline: LimitRule;
  private readonly kills: boolean;
  private readonly priority: number;
  private readonly mixStream: RandomStream;
  private readonly serviceStream: RandomStream;
  private taken = 0;

  constructor(plan: JobSourcePlan, stream: (purpose: string) => RandomStream) {
    this.arrivals = arrivalProcess(plan.arrivals, stream);
    this.listens = !(this.arrivals instanceof OpenArrivals);
    this.mix = jobMix(plan.classes);
    this.estimate = new EstimateRule(plan.estimate, stream("estimate"));
    this.patience = new LimitRule(plan.patience, stream("patience"));
    this.deadline = new LimitRule(plan.deadline, stream("deadline"));
    this.kills = plan.killAtEstimate;
    this.priority = plan.priority;
    this.mixStream = stream("mix");
    this.serviceStream = stream("service");
    this.next = this.arrivals.next;
  }

  get exhausted(): boolean {
    return this.arrivals.exhausted;
  }

  take(draft: JobDraft): void {
    const { mix } = this;
    const cell = drawCell(mix, this.mixStream.uniform());
    draft.id = this.taken++;
    draft.gpus = mix.gpus[cell];
    draft.group = mix.group[cell];
    setService(
      draft,
      sampleDuration(mix.service[cell], this.serviceStream),
      this.estimate,
      Number.NaN,
      this.kills,
    );
    draft.priority = this.priority;
    draft.patience = this.patience.draw();
    draft.deadline = this.deadline.draw();
    this.arrivals.advance();
    this.next = this.arrivals.next;
  }

  get recent(): RecentService | null {
    return this.estimate.recent;
  }

  started(now: Instant): void {
    this.arrivals.started(now);
    this.next = this.arrivals.next;
  }

  left(now: Instant): void {
    this.arrivals.left(now);
    this.next = this.arrivals.next;
  }
}

/** Classes and sizes as one table: a cell is a class with one of its sizes. */
interface JobMix {
  /** upper end of each cell's part of [0, 1) */
  readonly upTo: Float64Array;
  readonly gpus: Int32Array;
  /** number of the group within the source */
  readonly group: Int32Array;
  readonly service: readonly Law[];
}

/** Lays the cells end to end in the order of the plan; cells of probability 0 are left out. */
function jobMix(classes: readonly JobClassPlan[]): JobMix {
  const groups = classGroups(classes);
  const cells = classes
    .flatMap(({ share, gpus, service, group }) =>
      gpus.values.map((size, index) => ({
        weight: share * gpus.probabilities[index],
        size,
        service,
        group: group === undefined ? 0 : 1 + groups.indexOf(group),
      })),
    )
    .filter(({ weight }) => weight > 0);
  let sum = 0;
  return {
    upTo: Float64Array.from(cells, ({ weight }) => {
      sum += weight;
      return sum;
    }),
    gpus: Int32Array.from(cells, ({ size }) => size),
    group: Int32Array.from(cells, ({ group }) => group),
    service: cells.map(({ service }) => service),
  };
}

/** Index of the cell that holds `u`; the last one also takes what rounding leaves above its end. */
function drawCell({ upTo }: JobMix, u: number): number {
  let low = 0;
  let high = upTo.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (u < upTo[middle]) high = middle;
    else low = middle + 1;
  }
  return low;
}
