// Refused requests that will come again, each as it was. One draw a refusal says whether, and another of the same stream
// when.

import { sampleDuration } from "../../kernel/law.ts";
import type { RandomStream } from "../../kernel/random-stream.ts";
import type { RetryPlan } from "../../market/market-plan.ts";
import { JobReal, JobWhole } from "../../workload/job-row.ts";
import { type JobDraft, jobDraft } from "../../workload/job-source.ts";
import type { JobIndex } from "../../workload/job-table.ts";
import { EventKind } from "../event-kinds.ts";
import type { State } from "../state.ts";
import type { RequestNotes } from "./request-notes.ts";

/** A request on its way back; the record is used again when it has come. */
interface Returning {
  source: number;
  readonly draft: JobDraft;
  home: number;
  customer: number;
  bid: number;
}

export class Retries {
  private readonly state: State;
  private readonly notes: RequestNotes;
  private readonly streams: readonly (RandomStream | null)[];
  private readonly plans: readonly (RetryPlan | null)[];
  private readonly returning: Returning[] = [];
  /** places of records that nobody uses */
  private readonly unused: number[] = [];

  /** @param stream makes the stream of a product's purpose */
  constructor(
    plans: readonly (RetryPlan | null)[],
    state: State,
    notes: RequestNotes,
    stream: (product: number, purpose: string) => RandomStream,
  ) {
    this.state = state;
    this.notes = notes;
    this.plans = plans;
    this.streams = plans.map((plan, product) => (plan === null ? null : stream(product, "retry")));
  }

  /** A request is refused: it may come again. */
  refused(job: JobIndex, product: number): void {
    const plan = this.plans[product]!;
    if (plan === null) return;
    const stream = this.streams[product]!;
    if (stream.uniform() >= plan.share) return;
    const { notes } = this;
    const { now, events } = this.state;
    const place = this.unused.pop() ?? this.addRecord();
    const request = this.returning[place]!;
    request.source = this.state.jobs.whole[job + JobWhole.source]!;
    request.home = notes.home(job);
    request.customer = notes.customer(job);
    request.bid = notes.bid(job);
    this.remember(request.draft, job);
    events.schedule(now + sampleDuration(plan.delay, stream), EventKind.retry, place);
  }

  /** The request at a place comes back: read it at once. */
  take(place: number): Returning {
    this.unused.push(place);
    return this.returning[place]!;
  }

  private addRecord(): number {
    return this.returning.push({ source: 0, draft: jobDraft(), home: 0, customer: 0, bid: 0 }) - 1;
  }

  /** The request as it came. */
  private remember(draft: JobDraft, job: JobIndex): void {
    const { jobs, lines } = this.state;
    const { real, whole } = jobs;
    const arrival = real[job + JobReal.arrival]!;
    draft.id = real[job + JobReal.number]!;
    draft.gpus = whole[job + JobWhole.gpus]!;
    draft.service = real[job + JobReal.service]!;
    draft.estimate = real[job + JobReal.estimate]!;
    draft.group = this.notes.group(job);
    draft.priority = lines[whole[job + JobWhole.line]!]!.priority;
    draft.killedAtEstimate = whole[job + JobWhole.killedAtEstimate] === 1;
    draft.patience = real[job + JobReal.patienceEnd]! - arrival;
    draft.deadline = real[job + JobReal.deadline]! - arrival;
  }
}
