// Terms that end before their time: the customer leaves, or the owner recalls its GPUs. Either gives the notice of the contract
// and both keep to the term until then; the recall is the owner's breach, if the contract says what one costs.

import { grown } from "../kernel/column.ts";
import { sampleDuration } from "../kernel/law.ts";
import { randomStream } from "../kernel/random-stream.ts";
import type { LineEnd } from "../market/billing.ts";
import type { ProductPlan } from "../market/plan.ts";
import { JobReal, JobWhole, rowNumber } from "../workload/job-row.ts";
import { type JobIndex, JobState } from "../workload/job-table.ts";
import { bookLoss } from "./attempts.ts";
import { EventKind } from "./event-kinds.ts";
import { breakOff, leave } from "./job-life.ts";
import { leaveLine, NO_EVENT } from "./lines.ts";
import { cancelClaim, endRun } from "./runs.ts";
import type { State } from "./state.ts";

export class EarlyExits {
  private readonly state: State;
  private readonly seed: string;
  private readonly replication: number;
  /** by source; null where every term lasts */
  private readonly products: readonly (ProductPlan | null)[];

  // By row number: the event at which a term ends early, and 1 where it is the owner who ends it.
  private event = new Int32Array(16).fill(NO_EVENT);
  private recalled = new Uint8Array(16);

  constructor(state: State, seed: string, replication: number) {
    this.state = state;
    this.seed = seed;
    this.replication = replication;
    const products: (ProductPlan | null)[] = state.model.sources.map(() => null);
    for (const product of state.model.products)
      if (product.leaves !== null || product.recalled !== null) products[product.source] = product;
    this.products = products;
  }

  /** A term begins: whoever ends it early does so a notice after a time from here; each term has a stream of its own. */
  begin(job: JobIndex): void {
    const { events, jobs, now, model } = this.state;
    const source = jobs.whole[job + JobWhole.source]!;
    const product = this.products[source]!;
    if (product === null) return;
    const name = `${this.replication}/rental.${model.sources[source]!.name}/exit/${jobs.real[job + JobReal.number]}`;
    const stream = randomStream(this.seed, name);
    const left = product.leaves === null ? Infinity : sampleDuration(product.leaves, stream);
    const recalled = product.recalled === null ? Infinity : sampleDuration(product.recalled, stream);
    const end = now + Math.min(left, recalled) + product.contract.exit.notice;
    const row = this.roomFor(job);
    this.recalled[row] = recalled < left ? 1 : 0;
    this.event[row] = events.schedule(end, EventKind.exit, job);
  }

  /** The notice of an exit is over: the term ends here, wherever its job stands. */
  end(job: JobIndex): void {
    const { state } = this;
    const { whole } = state.jobs;
    const row = rowNumber(job);
    this.event[row] = NO_EVENT;
    const by: LineEnd = this.recalled[row] === 1 ? "provider" : "customer";
    if (whole[job + JobWhole.state] === JobState.claiming) cancelClaim(state, job);
    if (whole[job + JobWhole.state] === JobState.waiting) leaveLine(state, job);
    else {
      state.events.cancel(whole[job + JobWhole.event]!);
      if (by === "provider") breakOff(state, job);
      bookLoss(state, job, "resume");
      endRun(state, job, by);
    }
    leave(state, job, by === "provider" ? "preempted" : "completed");
  }

  /** The job has left. */
  forget(job: JobIndex): void {
    const event = this.event[rowNumber(job)] ?? NO_EVENT;
    if (event === NO_EVENT) return;
    this.state.events.cancel(event);
    this.event[rowNumber(job)] = NO_EVENT;
  }

  private roomFor(job: JobIndex): number {
    const row = rowNumber(job);
    if (row < this.event.length) return row;
    const length = Math.max(row + 1, 2 * this.event.length);
    this.event = grown(this.event, length, NO_EVENT);
    this.recalled = grown(this.recalled, length);
    return row;
  }
}
