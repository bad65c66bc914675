// The life of a job: arrive, wait, run, be preempted, leave. Each function is one step of it.

import { SAFE } from "../fleet/pool.ts";
import type { Outcome } from "../ledger/rows.ts";
import type { JobDraft } from "../workload/job-source.ts";
import { type JobIndex, JobState, NO_JOB } from "../workload/job-table.ts";
import type { OnLoss } from "../workload/plan.ts";
import { beginAttempt, bookCompletion, bookLoss } from "./attempts.ts";
import { joinLine, leaveLine, NO_EVENT } from "./lines.ts";
import { endRun } from "./runs.ts";
import type { State } from "./state.ts";

/** A job arrives and joins its line; one that no empty fleet could take is rejected at once. */
export function arrive(state: State, source: number, draft: JobDraft): void {
  const { jobs, now } = state;
  const job = jobs.take();
  jobs.source[job] = source;
  jobs.number[job] = draft.id;
  jobs.gpus[job] = draft.gpus;
  jobs.arrival[job] = now;
  jobs.deadline[job] = now + draft.patience;
  jobs.sequence[job] = state.arrivals++;
  jobs.service[job] = draft.service;
  jobs.estimate[job] = draft.estimate;
  jobs.killedAtEstimate[job] = draft.killedAtEstimate ? 1 : 0;
  jobs.state[job] = JobState.waiting;
  jobs.remaining[job] = draft.service;
  jobs.firstStart[job] = Number.NaN;
  jobs.start[job] = Number.NaN;
  jobs.attempts[job] = 0;
  jobs.preemptions[job] = 0;
  jobs.tier[job] = SAFE;
  jobs.noticeCheckpoint[job] = Number.NaN;
  jobs.event[job] = NO_EVENT;
  jobs.protection[job] = NO_EVENT;
  jobs.pool[job] = -1;
  jobs.claimant[job] = NO_JOB;
  const line = state.lineFor(source, draft.priority);
  jobs.line[job] = line;
  jobs.key[job] = state.order(job, jobs);
  state.ledger.arrive(source);
  if (state.finite[source]) state.finiteAlive++;
  const product = state.productOf[source]!;
  if (product !== -1) state.ledger.sales.request(product);
  if (draft.gpus > state.largestJob[source]!) {
    leave(state, job, "rejected");
    return;
  }
  joinLine(state, job);
}

/** The patience of a job that still waits has come to its end. */
export function renege(state: State, job: JobIndex): void {
  state.jobs.event[job] = NO_EVENT;
  leaveLine(state, job);
  leave(state, job, "reneged");
}

/** The job's work is done. */
export function complete(state: State, job: JobIndex): void {
  bookCompletion(state, job);
  endRun(state, job, "customer");
  leave(state, job, state.jobs.killedAtEstimate[job] === 1 ? "killed_at_estimate" : "completed");
}

/** The scheduler takes the job's GPUs: it goes back to its line with what it has kept, or is killed. */
export function vacate(state: State, job: JobIndex): void {
  const { jobs, ledger } = state;
  const source = jobs.source[job]!;
  const { onPreemption } = state.model.sources[source]!;
  jobs.preemptions[job]!++;
  ledger.preempt(source);
  const product = state.productOf[source]!;
  if (product !== -1) ledger.sales.preempt(product);
  loseGpus(state, job, onPreemption, "preempted");
}

/** A unit under the job has failed. */
export function fail(state: State, job: JobIndex): void {
  state.events.cancel(state.jobs.event[job]!);
  state.ledger.interrupt(state.jobs.source[job]!);
  loseGpus(state, job, state.model.sources[state.jobs.source[job]!]!.onFailure, "failed");
}

function loseGpus(state: State, job: JobIndex, rule: OnLoss, outcome: Outcome): void {
  const { jobs } = state;
  bookLoss(state, job, rule);
  jobs.event[job] = NO_EVENT;
  endRun(state, job, "provider");
  if (rule === "kill") leave(state, job, outcome);
  else joinLine(state, job);
}

/** A running job fails by itself and starts again on its GPUs, or is evicted from outside. */
export function interrupt(state: State, job: JobIndex): void {
  const { jobs } = state;
  const plan = state.model.sources[jobs.source[job]!]!;
  state.ledger.interrupt(jobs.source[job]!);
  if (plan.interruptions!.kind === "eviction") {
    loseGpus(state, job, plan.onPreemption, "preempted");
    return;
  }
  if (plan.onFailure === "kill") {
    loseGpus(state, job, "kill", "failed");
    return;
  }
  bookLoss(state, job, plan.onFailure);
  beginAttempt(state, job, plan.interruptions!.downtime);
}

/** The job leaves the system. */
export function leave(state: State, job: JobIndex, outcome: Outcome): void {
  const { jobs, ledger, now } = state;
  const source = jobs.source[job]!;
  ledger.leave(source, outcome, jobs.arrival[job]!);
  const product = state.productOf[source]!;
  if (product !== -1 && (outcome === "refused" || outcome === "rejected")) ledger.sales.refuse(product);
  state.records?.add(job, outcome);
  state.observer?.left(state, job, outcome);
  state.interruptions.forget(job);
  jobs.free(job);
  if (state.finite[source]) {
    state.finiteAlive--;
    state.finiteLeft++;
  }
  state.calendar.left(source, now);
}
