// Every job in the system in the order in which a reallocation serves it: by priority, then by the order,
// and where these are equal as the last sort left them; those that have come since stand at the end.

import { grown } from "../kernel/column.ts";
import type { Duration, Instant } from "../kernel/time.ts";
import type { KeyChange, RunnableView } from "../scheduling/contract.ts";
import { JobReal, JobState, JobWhole } from "../workload/job-row.ts";
import type { JobIndex } from "../workload/job-table.ts";
import { EventKind } from "./event-kinds.ts";
import { NO_EVENT } from "./lines.ts";
import type { State } from "./state.ts";

export class Runnable implements RunnableView {
  jobs = new Int32Array(64);
  count = 0;
  private readonly state: State;
  private readonly keyChange: KeyChange | null;
  /** the event at which the key of a run changes by itself, and its instant */
  private change = NO_EVENT;
  private changesAt: Instant = Infinity;

  /** @param keyChange tells when the key of a run will change by itself; null: its place among those that run stays */
  constructor(state: State, keyChange: KeyChange | null) {
    this.state = state;
    this.keyChange = keyChange;
  }

  add(job: JobIndex): void {
    if (this.count === this.jobs.length) this.jobs = grown(this.jobs, this.count * 2);
    this.jobs[this.count++] = job;
  }

  /** The job has left; one that was rejected has never come. */
  remove(job: JobIndex): void {
    const place = this.jobs.subarray(0, this.count).indexOf(job);
    if (place === -1) return;
    this.jobs.copyWithin(place, place + 1, this.count);
    this.count--;
  }

  /** Sort in place, stably, by what is true now. The order changes little from one event to the next: by insertion. */
  sort(): void {
    const { jobs, count } = this;
    this.renewKeys();
    for (let place = 1; place < count; place++) {
      const job = jobs[place]! as JobIndex;
      let at = place;
      while (at > 0 && this.precedes(job, jobs[at - 1]! as JobIndex)) jobs[at] = jobs[--at]!;
      jobs[at] = job;
    }
  }

  /** The key of a job that runs changes; that of a job that waits was set when it joined its line. */
  private renewKeys(): void {
    const { state, jobs, count } = this;
    const { real, whole } = state.jobs;
    for (let place = 0; place < count; place++) {
      const job = jobs[place]! as JobIndex;
      if (whole[job + JobWhole.state] === JobState.running) real[job + JobReal.key] = state.order(job, state);
    }
  }

  /** The pass is over: come back when the key of a run will have changed by itself. */
  awaitChange(): void {
    if (this.keyChange === null) return;
    const at = this.state.now + this.soonestChange(this.keyChange);
    if (at === this.changesAt) return;
    if (this.change !== NO_EVENT) this.state.events.cancel(this.change);
    this.change = at < Infinity ? this.state.events.schedule(at, EventKind.demotion, 0) : NO_EVENT;
    this.changesAt = at;
  }

  /** It has come. */
  forgetChange(): void {
    this.change = NO_EVENT;
    this.changesAt = Infinity;
  }

  private soonestChange(keyChange: KeyChange): Duration {
    const { state, jobs, count } = this;
    let soonest = Infinity;
    for (let place = 0; place < count; place++) {
      const job = jobs[place]! as JobIndex;
      if (state.jobs.whole[job + JobWhole.state] === JobState.running)
        soonest = Math.min(soonest, keyChange(job, state));
    }
    return soonest;
  }

  private precedes(job: JobIndex, other: JobIndex): boolean {
    const { real, whole } = this.state.jobs;
    const { lines } = this.state;
    const line = lines[whole[job + JobWhole.line]!]!;
    const otherLine = lines[whole[other + JobWhole.line]!]!;
    if (line.priority !== otherLine.priority) return line.priority > otherLine.priority;
    if (line.rank !== otherLine.rank) return line.rank < otherLine.rank;
    return real[job + JobReal.key]! < real[other + JobReal.key]!;
  }
}
