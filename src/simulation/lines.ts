// Joining and leaving a line.

import { type JobIndex, JobState } from "../workload/job-table.ts";
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
  state.pools[line.pools[0]!]!.waiting += jobs.gpus[job]!;
}

/** The job stops waiting: it starts, claims, or leaves; its patience is no longer asked. */
export function leaveLine(state: State, job: JobIndex): void {
  const { jobs } = state;
  const line = state.lines[jobs.line[job]!]!;
  line.remove(job);
  state.waiting--;
  state.pools[line.pools[0]!]!.waiting -= jobs.gpus[job]!;
  if (jobs.event[job] !== NO_EVENT) state.events.cancel(jobs.event[job]!);
  jobs.event[job] = NO_EVENT;
  if (line.count === 0) state.calendar.started(jobs.source[job]!, state.now);
}
