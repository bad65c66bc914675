// The life of a job: arrive, wait, run, be preempted, leave. Each function is one step of it.

import { SAFE } from "../fleet/holding.ts";
import type { Outcome } from "../ledger/rows.ts";
import { JobReal, JobWhole, NO_QUEUE } from "../workload/job-row.ts";
import type { JobDraft } from "../workload/job-source.ts";
import { type JobIndex, JobState, NO_JOB } from "../workload/job-table.ts";
import type { OnLoss } from "../workload/plan.ts";
import { beginAttempt, bookCompletion, bookLoss } from "./attempts.ts";
import type { Bookings } from "./bookings.ts";
import { largestWithin } from "./group-quota.ts";
import { joinLine, leaveLine, NO_EVENT } from "./lines.ts";
import { endRun } from "./runs.ts";
import type { State } from "./state.ts";

/** A job arrives, and stands in no line yet; one that no empty fleet could take is rejected at once: NO_JOB. */
export function arrive(state: State, source: number, draft: JobDraft): JobIndex {
  const { jobs, now, sources, ledger } = state;
  const line = state.waitingLines.numberFor(source, draft.priority, draft.group);
  const job = jobs.take();
  const { real, whole } = jobs;
  real[job + JobReal.number] = draft.id;
  real[job + JobReal.arrival] = now;
  real[job + JobReal.patienceEnd] = now + draft.patience;
  real[job + JobReal.sequence] = state.arrivals++;
  real[job + JobReal.service] = draft.service;
  real[job + JobReal.estimate] = draft.estimate;
  real[job + JobReal.deadline] = now + draft.deadline;
  real[job + JobReal.remaining] = draft.service;
  real[job + JobReal.firstStart] = Number.NaN;
  real[job + JobReal.start] = Number.NaN;
  real[job + JobReal.noticeCheckpoint] = Number.NaN;
  whole[job + JobWhole.source] = source;
  whole[job + JobWhole.line] = line;
  whole[job + JobWhole.queue] = NO_QUEUE;
  whole[job + JobWhole.gpus] = draft.gpus;
  whole[job + JobWhole.state] = JobState.waiting;
  whole[job + JobWhole.pool] = -1;
  whole[job + JobWhole.tier] = SAFE;
  whole[job + JobWhole.event] = NO_EVENT;
  whole[job + JobWhole.ageEvent] = NO_EVENT;
  whole[job + JobWhole.claimant] = NO_JOB;
  whole[job + JobWhole.attempts] = 0;
  whole[job + JobWhole.preemptions] = 0;
  whole[job + JobWhole.killedAtEstimate] = draft.killedAtEstimate ? 1 : 0;
  ledger.arrive(source);
  if (state.learnsMix) state.mix.add(draft.gpus);
  if (state.jobGroups !== null) state.jobGroups.set(job, draft.group);
  if (sources.finite[source] === 1) state.finiteAlive++;
  const product = sources.product[source]!;
  if (product !== -1) {
    ledger.sales.request(product);
    if (state.market !== null) state.market.requested(job, product);
  }
  if (state.credits !== null) state.credits.begin(job);
  const mayStart =
    draft.gpus <= state.largestJob[source]! &&
    (state.quotas === null || draft.gpus <= largestWithin(state.lines[line]!.quota));
  if (!mayStart) {
    leave(state, job, "rejected");
    return NO_JOB;
  }
  if (state.bookings !== null) return bookOrRefuse(state, state.bookings, job);
  if (state.runnable !== null) state.runnable.add(job);
  return job;
}

/** A request for a window is refused when it cannot be promised; NO_JOB too when the window is still to come. */
function bookOrRefuse(state: State, bookings: Bookings, job: JobIndex): JobIndex {
  if (!bookings.promise(job)) {
    leave(state, job, "refused");
    return NO_JOB;
  }
  if (bookings.hold(job)) return NO_JOB;
  if (state.runnable !== null) state.runnable.add(job);
  return job;
}

/** The patience of a job that still waits has come to its end. */
export function renege(state: State, job: JobIndex): void {
  state.jobs.whole[job + JobWhole.event] = NO_EVENT;
  leaveLine(state, job);
  leave(state, job, "reneged");
}

/** The job's work is done. */
export function complete(state: State, job: JobIndex): void {
  bookCompletion(state, job);
  endRun(state, job, "customer");
  const { real, whole } = state.jobs;
  const source = whole[job + JobWhole.source]!;
  if (state.sources.watched[source] === 1) {
    const group = state.jobGroups === null ? 0 : state.jobGroups.of(job);
    state.calendar.completed(source, group, whole[job + JobWhole.gpus]!, real[job + JobReal.service]!);
  }
  leave(state, job, whole[job + JobWhole.killedAtEstimate] === 1 ? "killed_at_estimate" : "completed");
}

/** The scheduler takes the job's GPUs: it goes back to its line with what it has kept, or is killed. */
export function vacate(state: State, job: JobIndex): void {
  breakOff(state, job);
  const { onPreemption } = state.model.sources[state.jobs.whole[job + JobWhole.source]!]!;
  loseGpus(state, job, onPreemption, "preempted");
}

/** The GPUs of a run are taken back, whoever wants them: it is counted, and paid for where the contract says so. */
export function breakOff(state: State, job: JobIndex): void {
  const { jobs, ledger } = state;
  const source = jobs.whole[job + JobWhole.source]!;
  jobs.whole[job + JobWhole.preemptions]!++;
  ledger.preempt(source);
  const product = state.sources.product[source]!;
  if (product !== -1) ledger.sales.preempt(product, jobs.whole[job + JobWhole.gpus]!);
}

/** A unit under the job has failed. */
export function fail(state: State, job: JobIndex): void {
  state.events.cancel(state.jobs.whole[job + JobWhole.event]!);
  state.ledger.interrupt(state.jobs.whole[job + JobWhole.source]!);
  loseGpus(state, job, state.model.sources[state.jobs.whole[job + JobWhole.source]!]!.onFailure, "failed");
}

function loseGpus(state: State, job: JobIndex, rule: OnLoss, outcome: Outcome): void {
  const { jobs } = state;
  bookLoss(state, job, rule);
  jobs.whole[job + JobWhole.event] = NO_EVENT;
  endRun(state, job, "provider");
  if (rule === "kill") leave(state, job, outcome);
  else joinLine(state, job);
}

/** A running job fails by itself and starts again on its GPUs, or is evicted from outside. */
export function interrupt(state: State, job: JobIndex): void {
  const { jobs } = state;
  const plan = state.model.sources[jobs.whole[job + JobWhole.source]!]!;
  state.ledger.interrupt(jobs.whole[job + JobWhole.source]!);
  if (plan.interruptions!.kind === "eviction") {
    loseGpus(state, job, plan.onPreemption, "preempted");
    return;
  }
  if (plan.onFailure === "kill") {
    loseGpus(state, job, "kill", "failed");
    return;
  }
  bookLoss(state, job, plan.onFailure);
  if (state.outlook !== null) state.outlook.ends(job);
  beginAttempt(state, job, plan.interruptions!.downtime);
  if (state.outlook !== null) state.outlook.begins(job);
}

/** The job leaves the system. */
export function leave(state: State, job: JobIndex, outcome: Outcome): void {
  const { jobs, ledger, now, sources } = state;
  const source = jobs.whole[job + JobWhole.source]!;
  ledger.leave(source, outcome, jobs.real[job + JobReal.arrival]!);
  const product = sources.product[source]!;
  if (product !== -1) {
    if (outcome === "refused" || outcome === "rejected") ledger.sales.refuse(product);
    if (state.market !== null) state.market.left(job, product, outcome);
  }
  if (state.credits !== null) state.credits.end(job);
  if (state.bookings !== null) state.bookings.release(job);
  if (state.use !== null) state.use.forget(job);
  if (state.exits !== null) state.exits.forget(job);
  if (state.records !== null) state.records.add(job, outcome);
  if (state.observer !== null) state.observer.left(state, job, outcome);
  state.interruptions.forget(job);
  if (state.runnable !== null) state.runnable.remove(job);
  jobs.free(job);
  if (sources.finite[source] === 1) {
    state.finiteAlive--;
    state.finiteLeft++;
  }
  state.calendar.left(source, now);
}
