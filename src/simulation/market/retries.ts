// Refused requests that will come again, each as it was. One draw a refusal says whether, and another of the same stream
// when.

import { sampleDuration } from "../../kernel/law.ts";
import type { RandomStream } from "../../kernel/random-stream.ts";
import type { RetryPlan } from "../../market/market-plan.ts";
import { JobReal, JobWhole } from "../../workload/job-row.ts";
import type { JobDraft } from "../../workload/job-source.ts";
import type { JobIndex, JobTable } from "../../workload/job-table.ts";
import { EventKind } from "../event-kinds.ts";
import type { State } from "../state.ts";

/** A request on its way back. */
interface Returning {
  readonly source: number;
  readonly draft: JobDraft;
  readonly customer: number;
  readonly bid: number;
}

export class Retries {
  private readonly state: State;
  private readonly streams: readonly (RandomStream | null)[];
  private readonly plans: readonly (RetryPlan | null)[];
  /** by place; a place is used again when its request has come back */
  private readonly returning: (Returning | null)[] = [];
  private readonly unused: number[] = [];

  /** @param stream makes the stream of a product's purpose */
  constructor(
    plans: readonly (RetryPlan | null)[],
    state: State,
    stream: (product: number, purpose: string) => RandomStream,
  ) {
    this.state = state;
    this.plans = plans;
    this.streams = plans.map((plan, product) => (plan === null ? null : stream(product, "retry")));
  }

  /** A request is refused: it may come again. */
  refused(job: JobIndex, product: number, customer: number, bid: number): void {
    const plan = this.plans[product]!;
    if (plan === null) return;
    const stream = this.streams[product]!;
    if (stream.uniform() >= plan.share) return;
    const { jobs, now, events, lines } = this.state;
    const source = jobs.whole[job + JobWhole.source]!;
    const { priority } = lines[jobs.whole[job + JobWhole.line]!]!;
    const place = this.unused.pop() ?? this.returning.length;
    this.returning[place] = { source, draft: draftOf(jobs, job, priority), customer, bid };
    events.schedule(now + sampleDuration(plan.delay, stream), EventKind.retry, place);
  }

  /** The request at a place comes back. */
  take(place: number): Returning {
    const request = this.returning[place]!;
    this.returning[place] = null;
    this.unused.push(place);
    return request;
  }
}

/** The request as it came. */
function draftOf({ real, whole }: JobTable, job: JobIndex, priority: number): JobDraft {
  const arrival = real[job + JobReal.arrival]!;
  return {
    id: real[job + JobReal.number]!,
    gpus: whole[job + JobWhole.gpus]!,
    service: real[job + JobReal.service]!,
    estimate: real[job + JobReal.estimate]!,
    priority,
    killedAtEstimate: whole[job + JobWhole.killedAtEstimate] === 1,
    patience: real[job + JobReal.patienceEnd]! - arrival,
    deadline: real[job + JobReal.deadline]! - arrival,
  };
}
