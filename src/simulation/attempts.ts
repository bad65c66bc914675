// What an attempt comes to. The time that a job holds its GPUs is useful, written to checkpoints, restart, or lost; all
// of it is known in closed form when the attempt ends, and booked then.
//
//   attempt begins │ downtime │ restart │ work and checkpoints …
//                  └──── overhead ──────┘

import { fault } from "../kernel/assert.ts";
import type { Duration, Instant } from "../kernel/time.ts";
import { attemptLength, type Progress, progressAt } from "../workload/checkpoint.ts";
import { JobReal, JobWhole } from "../workload/job-row.ts";
import { type JobIndex, JobState } from "../workload/job-table.ts";
import type { OnLoss } from "../workload/plan.ts";
import { EventKind } from "./event-kinds.ts";
import type { State } from "./state.ts";

const progress: Progress = { done: 0, saved: 0, writing: 0 };

/** Begin an attempt now: after so much downtime and, but for the first, a restart; the event that ends it is scheduled. */
export function beginAttempt(state: State, job: JobIndex, downtime: number): void {
  const { jobs, events, now } = state;
  const source = jobs.whole[job + JobWhole.source]!;
  if (state.sources.plain[source] === 1) {
    jobs.whole[job + JobWhole.attempts]!++;
    jobs.real[job + JobReal.attempt] = now;
    jobs.real[job + JobReal.overhead] = downtime;
    jobs.whole[job + JobWhole.event] = events.schedule(
      now + downtime + jobs.real[job + JobReal.remaining]!,
      EventKind.completion,
      job,
    );
    return;
  }
  const { checkpoint, interruptions } = state.model.sources[source]!;
  const restart = jobs.whole[job + JobWhole.attempts]!++ > 0 && checkpoint !== null ? checkpoint.restart : 0;
  jobs.real[job + JobReal.attempt] = now;
  jobs.real[job + JobReal.overhead] = downtime + restart;
  const work = now + downtime + restart;
  const end = work + attemptLength(jobs.real[job + JobReal.remaining]!, work, checkpoint);
  if (interruptions !== null) {
    const hit = now + downtime + state.interruptions.gap(job);
    if (hit < end) {
      jobs.whole[job + JobWhole.event] = events.schedule(hit, EventKind.interruption, job);
      return;
    }
  }
  jobs.whole[job + JobWhole.event] = events.schedule(end, EventKind.completion, job);
}

/** When the present attempt ends if nothing happens to it. */
export function attemptEnd(state: State, job: JobIndex): Instant {
  const { jobs } = state;
  const { checkpoint } = state.model.sources[jobs.whole[job + JobWhole.source]!]!;
  const work = jobs.real[job + JobReal.attempt]! + jobs.real[job + JobReal.overhead]!;
  return work + attemptLength(jobs.real[job + JobReal.remaining]!, work, checkpoint);
}

/** When the present attempt ends by the estimate; a job that is longer goes on. */
export function expectedEnd(state: State, job: JobIndex): Instant {
  const { real } = state.jobs;
  const work = real[job + JobReal.attempt]! + real[job + JobReal.overhead]!;
  return work + expectedAttempt(state, job, work);
}

/** How long a run that began now would last by the estimate, ms. */
export function expectedLength(state: State, job: JobIndex): Duration {
  const { whole } = state.jobs;
  const { checkpoint } = state.model.sources[whole[job + JobWhole.source]!]!;
  const restart = whole[job + JobWhole.attempts]! > 0 && checkpoint !== null ? checkpoint.restart : 0;
  return restart + expectedAttempt(state, job, state.now + restart);
}

/** Work that the estimate leaves, with its checkpoints, from `begin` on. */
function expectedAttempt(state: State, job: JobIndex, begin: Instant): Duration {
  const { real, whole } = state.jobs;
  const { checkpoint } = state.model.sources[whole[job + JobWhole.source]!]!;
  const done = real[job + JobReal.service]! - real[job + JobReal.remaining]!;
  return attemptLength(Math.max(0, real[job + JobReal.estimate]! - done), begin, checkpoint);
}

/** The attempt has done all its work: the rest of its time went to restart and checkpoints. */
export function bookCompletion(state: State, job: JobIndex): void {
  const { real } = state.jobs;
  const overhead = real[job + JobReal.overhead]!;
  const writing = state.now - real[job + JobReal.attempt]! - overhead - real[job + JobReal.remaining]!;
  real[job + JobReal.remaining] = 0;
  if (writing < 0) fault(`job row ${job} ended before its work was done`);
  if (overhead + writing > 0) book(state, job, writing, overhead, 0);
}

/** The attempt is broken off: what remains of its work is decided by `rule`, and `remaining` is what is left to do. */
export function bookLoss(state: State, job: JobIndex, rule: OnLoss): void {
  const { real, whole } = state.jobs;
  if (rule === "resume" && state.sources.plain[whole[job + JobWhole.source]!] === 1) {
    real[job + JobReal.remaining]! -= state.now - real[job + JobReal.attempt]!;
    return;
  }
  const overhead = lookAt(state, job);
  const { done, saved, writing } = progress;
  const before = real[job + JobReal.service]! - real[job + JobReal.remaining]!;
  let kept = 0;
  if (rule === "resume") kept = done;
  else if (rule === "checkpoint") kept = noticeWritten(state, job) ? noticeWork(state, job) : saved;
  const again = rule === "restart" || rule === "kill";
  const lost = again ? done + before : done - kept;
  if (again) real[job + JobReal.remaining] = real[job + JobReal.service]!;
  else real[job + JobReal.remaining]! -= kept;
  real[job + JobReal.noticeCheckpoint] = Number.NaN;
  book(state, job, writing, overhead, lost);
}

/** The run stands where it is at the end of the simulation: book its restarts and checkpoints, and call the rest useful. */
export function bookUnfinished(state: State, job: JobIndex): void {
  const overhead = lookAt(state, job);
  book(state, job, progress.writing, overhead, 0);
}

/** Work that a job has done and still has, ms. */
export function workDone(state: State, job: JobIndex): number {
  const { real, whole } = state.jobs;
  const before = real[job + JobReal.service]! - real[job + JobReal.remaining]!;
  const standing = whole[job + JobWhole.state];
  if (standing !== JobState.running && standing !== JobState.noticed) return before;
  lookAt(state, job);
  return before + progress.done;
}

/** GPU-ms of work that a job would lose if it were preempted now. */
export function lostWork(state: State, job: JobIndex): number {
  const { jobs } = state;
  const { onPreemption } = state.model.sources[jobs.whole[job + JobWhole.source]!]!;
  if (onPreemption === "resume") return 0;
  lookAt(state, job);
  const before = jobs.real[job + JobReal.service]! - jobs.real[job + JobReal.remaining]!;
  const lost = onPreemption === "checkpoint" ? progress.done - progress.saved : progress.done + before;
  return lost * jobs.whole[job + JobWhole.gpus]!;
}

/** Notice has been given: write a checkpoint if there is time; returns the instant at which the job leaves at the latest. */
export function answerNotice(state: State, job: JobIndex, notice: number): Instant {
  const { jobs, now } = state;
  const { checkpoint, release, onPreemption } = state.model.sources[jobs.whole[job + JobWhole.source]!]!;
  const writes = checkpoint?.onNotice === true && onPreemption === "checkpoint" && checkpoint.cost <= notice;
  if (!writes) return now + notice;
  jobs.real[job + JobReal.noticeCheckpoint] = now;
  return release === "when-written" ? now + checkpoint.cost : now + notice;
}

/** Fill `progress` with how far the attempt has come by now; returns the time of it that was downtime or restart. */
function lookAt(state: State, job: JobIndex): number {
  const { jobs, now } = state;
  const { checkpoint } = state.model.sources[jobs.whole[job + JobWhole.source]!]!;
  const elapsed = now - jobs.real[job + JobReal.attempt]!;
  const overhead = Math.min(elapsed, jobs.real[job + JobReal.overhead]!);
  const begin = jobs.real[job + JobReal.attempt]! + jobs.real[job + JobReal.overhead]!;
  const written = jobs.real[job + JobReal.noticeCheckpoint]!;
  const until = Number.isNaN(written) ? now : Math.max(written, begin);
  progressAt(Math.max(0, until - begin), jobs.real[job + JobReal.remaining]!, begin, checkpoint, progress);
  if (!Number.isNaN(written)) afterNotice(state, job, until);
  return overhead;
}

/** From the notice on the job writes its checkpoint; time after that, if it must stay, is work that will be lost. */
function afterNotice(state: State, job: JobIndex, from: Instant): void {
  const { cost } = state.model.sources[state.jobs.whole[job + JobWhole.source]!]!.checkpoint!;
  const since = Math.max(0, state.now - from);
  progress.writing += Math.min(since, cost);
  progress.done += Math.max(0, since - cost);
}

/** Whether a checkpoint on notice has been written to its end. */
function noticeWritten(state: State, job: JobIndex): boolean {
  const { jobs, now } = state;
  const begun = jobs.real[job + JobReal.noticeCheckpoint]!;
  return (
    !Number.isNaN(begun) &&
    now >= begun + state.model.sources[jobs.whole[job + JobWhole.source]!]!.checkpoint!.cost
  );
}

/** Work that the checkpoint on notice has saved: all that was done when it was begun. */
function noticeWork(state: State, job: JobIndex): number {
  const { jobs } = state;
  const { checkpoint } = state.model.sources[jobs.whole[job + JobWhole.source]!]!;
  const begin = jobs.real[job + JobReal.attempt]! + jobs.real[job + JobReal.overhead]!;
  const at = Math.max(0, jobs.real[job + JobReal.noticeCheckpoint]! - begin);
  progressAt(at, jobs.real[job + JobReal.remaining]!, begin, checkpoint, progress);
  return progress.done;
}

function book(state: State, job: JobIndex, writing: number, restart: number, lost: number): void {
  const { jobs, ledger } = state;
  const gpus = jobs.whole[job + JobWhole.gpus]!;
  if (writing + restart + lost === 0) return;
  ledger.book(
    jobs.whole[job + JobWhole.source]!,
    jobs.whole[job + JobWhole.pool]!,
    writing * gpus,
    restart * gpus,
    lost * gpus,
  );
}
