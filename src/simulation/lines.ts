// Joining and leaving a line.

import { JobReal, JobWhole, NO_QUEUE } from "../workload/job-row.ts";
import { type JobIndex, JobState } from "../workload/job-table.ts";
import { EventKind } from "./event-kinds.ts";
import type { State } from "./state.ts";

/** The column `event` of a job to which nothing is scheduled. */
export const NO_EVENT = -1;

/** The job waits, at the place that its order gives it. */
export function joinLine(state: State, job: JobIndex): void {
  const { real, whole } = state.jobs;
  const line = state.lines[whole[job + JobWhole.line]!]!;
  whole[job + JobWhole.state] = JobState.waiting;
  real[job + JobReal.key] = state.order(job, state);
  if (state.outlook !== null) state.outlook.joins(job);
  line.add(job);
  state.waiting++;
  state.pools[line.firstPool]!.ask(whole[job + JobWhole.gpus]!);
  if (line.limited && Number.isNaN(real[job + JobReal.firstStart])) joinAsNew(state, job);
}

/** A job that has not started yet takes a waiting place of its source, and has its patience. */
function joinAsNew(state: State, job: JobIndex): void {
  const { real, whole } = state.jobs;
  const source = whole[job + JobWhole.source]!;
  state.newcomers[source]!++;
  if (state.waitingPlaces[source]! < Infinity) state.addImpatient(job);
  const patienceEnd = real[job + JobReal.patienceEnd]!;
  if (patienceEnd < Infinity) {
    const end = Math.max(state.now, patienceEnd);
    whole[job + JobWhole.event] = state.events.schedule(end, EventKind.renege, job);
  }
}

/**
 * The job stops waiting: it starts, claims, or leaves; its patience is no longer asked. One that starts as it arrives
 * stands in no line.
 */
export function leaveLine(state: State, job: JobIndex, toStart = false): void {
  const { whole } = state.jobs;
  const line = state.lines[whole[job + JobWhole.line]!]!;
  if (whole[job + JobWhole.queue] !== NO_QUEUE) {
    line.remove(job);
    if (state.outlook !== null) state.outlook.leaves(job, toStart);
    whole[job + JobWhole.queue] = NO_QUEUE;
    state.waiting--;
    state.pools[line.firstPool]!.ask(-whole[job + JobWhole.gpus]!);
    if (line.limited) leaveAsNew(state, job);
  }
  if (line.count === 0) state.calendar.started(line.source, state.now);
}

function leaveAsNew(state: State, job: JobIndex): void {
  const { real, whole } = state.jobs;
  if (Number.isNaN(real[job + JobReal.firstStart])) state.newcomers[whole[job + JobWhole.source]!]!--;
  if (whole[job + JobWhole.event] !== NO_EVENT) state.events.cancel(whole[job + JobWhole.event]!);
  whole[job + JobWhole.event] = NO_EVENT;
}
