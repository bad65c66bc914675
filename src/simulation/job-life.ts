// The life of a job: arrive, wait, run, be preempted, leave. Each function is one step of it.

import type { Outcome } from "../ledger/rows.ts";
import type { JobDraft } from "../workload/job-source.ts";
import { type JobIndex, JobState, NO_JOB } from "../workload/job-table.ts";
import { endRun } from "./runs.ts";
import type { State } from "./state.ts";

/** A job arrives and joins its line; one that no empty fleet could take is rejected at once. */
export function arrive(state: State, source: number, draft: JobDraft): void {
  const { jobs, now } = state;
  const job = jobs.take();
  jobs.source[job] = source;
  jobs.number[job] = draft.id;
  jobs.gpus[job] = draft.gpus;
  jobs.priority[job] = draft.priority;
  jobs.arrival[job] = now;
  jobs.sequence[job] = state.arrivals++;
  jobs.service[job] = draft.service;
  jobs.estimate[job] = draft.estimate;
  jobs.killedAtEstimate[job] = draft.killedAtEstimate ? 1 : 0;
  jobs.state[job] = JobState.waiting;
  jobs.remaining[job] = draft.service;
  jobs.firstStart[job] = Number.NaN;
  jobs.start[job] = Number.NaN;
  jobs.preemptions[job] = 0;
  jobs.pool[job] = -1;
  jobs.claimant[job] = NO_JOB;
  const line = state.lineFor(source, draft.priority);
  jobs.line[job] = line;
  jobs.key[job] = state.order(job, jobs);
  state.ledger.arrive(source);
  if (state.finite[source]) state.finiteAlive++;
  const product = state.productOf[source]!;
  if (product !== -1) state.ledger.sales.request(product);
  if (draft.gpus > state.largestJob[source]!) leave(state, job, "rejected");
  else {
    joinLine(state, job);
    if (state.model.sources[source]!.whenFull === "refuse") state.addImpatient(job);
  }
}

export function joinLine(state: State, job: JobIndex): void {
  const { jobs } = state;
  const line = state.lines[jobs.line[job]!]!;
  jobs.state[job] = JobState.waiting;
  line.add(job);
  state.waiting++;
  state.pools[line.pools[0]!]!.waiting += jobs.gpus[job]!;
}

export function leaveLine(state: State, job: JobIndex): void {
  const { jobs } = state;
  const line = state.lines[jobs.line[job]!]!;
  line.remove(job);
  state.waiting--;
  state.pools[line.pools[0]!]!.waiting -= jobs.gpus[job]!;
}

/** The job's work is done. */
export function complete(state: State, job: JobIndex): void {
  endRun(state, job, "customer");
  leave(state, job, state.jobs.killedAtEstimate[job] === 1 ? "killed_at_estimate" : "completed");
}

/** The scheduler takes the job's GPUs: it goes back to its line with what it has kept, or is killed. */
export function vacate(state: State, job: JobIndex): void {
  const { jobs, ledger } = state;
  const plan = state.model.sources[jobs.source[job]!]!;
  const product = state.productOf[jobs.source[job]!]!;
  if (product !== -1) ledger.sales.preempt(product);
  jobs.preemptions[job]!++;
  if (plan.onPreemption === "resume") jobs.remaining[job]! -= state.now - jobs.start[job]!;
  else jobs.remaining[job] = jobs.service[job]!;
  endRun(state, job, "provider");
  if (plan.onPreemption === "kill") leave(state, job, "preempted");
  else joinLine(state, job);
}

/** The job leaves the system. */
export function leave(state: State, job: JobIndex, outcome: Outcome): void {
  const { jobs, ledger, now } = state;
  const source = jobs.source[job]!;
  ledger.leave(source, outcome, jobs.arrival[job]!);
  const product = state.productOf[source]!;
  if (product !== -1 && (outcome === "refused" || outcome === "rejected")) ledger.sales.refuse(product);
  state.records?.add(job, outcome);
  jobs.free(job);
  if (state.finite[source]) {
    state.finiteAlive--;
    state.finiteLeft++;
  }
  state.calendar.left(source, now);
}
