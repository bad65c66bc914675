// Joining and leaving a line.

import { type JobIndex, JobState } from "../workload/job-table.ts";
import { EventKind } from "./event-kinds.ts";
import type { State } from "./state.ts";

/** The column `event` of a job to which nothing is scheduled. */
export const NO_EVENT = -1;

/** The job waits, at the place that its order gives it. */
export function joinLine(state: State, job: JobIndex): void {
  const { jobs } = state;
  const line = state.lines[jobs.line[job]!]!;
  jobs.state[job] = JobState.waiting;
  line.add(job);
  state.waiting++;
  if (Number.isNaN(jobs.firstStart[job])) joinAsNew(state, job);
  state.pools[line.pools[0]!]!.waiting += jobs.gpus[job]!;
}

/** A job that has not started yet takes a waiting place of its source, and has its patience. */
function joinAsNew(state: State, job: JobIndex): void {
  const { jobs, now } = state;
  const source = jobs.source[job]!;
  state.newcomers[source]!++;
  if (state.waitingPlaces[source]! < Infinity) state.addImpatient(job);
  if (jobs.deadline[job]! < Infinity) {
    jobs.event[job] = state.events.schedule(Math.max(now, jobs.deadline[job]!), EventKind.renege, job);
  }
}

/** The job stops waiting: it starts, claims, or leaves; its patience is no longer asked. */
export function leaveLine(state: State, job: JobIndex): void {
  const { jobs } = state;
  const line = state.lines[jobs.line[job]!]!;
  line.remove(job);
  state.waiting--;
  if (Number.isNaN(jobs.firstStart[job])) state.newcomers[jobs.source[job]!]!--;
  state.pools[line.pools[0]!]!.waiting -= jobs.gpus[job]!;
  if (jobs.event[job] !== NO_EVENT) state.events.cancel(jobs.event[job]!);
  jobs.event[job] = NO_EVENT;
  if (line.count === 0) state.calendar.started(jobs.source[job]!, state.now);
}
