// What an attempt comes to. The time that a job holds its GPUs is useful, written to checkpoints, restart, or lost; all
// of it is known in closed form when the attempt ends, and booked then.
//
//   attempt begins │ downtime │ restart │ work and checkpoints …
//                  └──── overhead ──────┘

import { assert } from "../kernel/assert.ts";
import type { Instant } from "../kernel/time.ts";
import { attemptLength, type Progress, progressAt } from "../workload/checkpoint.ts";
import type { JobIndex } from "../workload/job-table.ts";
import type { OnLoss } from "../workload/plan.ts";
import { EventKind } from "./event-kinds.ts";
import type { State } from "./state.ts";

const progress: Progress = { done: 0, saved: 0, writing: 0 };

/** Begin an attempt now: after so much downtime and, but for the first, a restart; the event that ends it is scheduled. */
export function beginAttempt(state: State, job: JobIndex, downtime: number): void {
  const { jobs, events, now } = state;
  const { checkpoint, interruptions } = state.model.sources[jobs.source[job]!]!;
  const restart = jobs.attempts[job]!++ > 0 && checkpoint !== null ? checkpoint.restart : 0;
  jobs.attempt[job] = now;
  jobs.overhead[job] = downtime + restart;
  const work = now + downtime + restart;
  const end = work + attemptLength(jobs.remaining[job]!, work, checkpoint);
  if (interruptions !== null) {
    const hit = now + downtime + state.interruptions.gap(job);
    if (hit < end) {
      jobs.event[job] = events.schedule(hit, EventKind.interruption, job);
      return;
    }
  }
  jobs.event[job] = events.schedule(end, EventKind.completion, job);
}

/** When the present attempt ends if nothing happens to it. */
export function attemptEnd(state: State, job: JobIndex): Instant {
  const { jobs } = state;
  const { checkpoint } = state.model.sources[jobs.source[job]!]!;
  const work = jobs.attempt[job]! + jobs.overhead[job]!;
  return work + attemptLength(jobs.remaining[job]!, work, checkpoint);
}

/** The attempt has done all its work: the rest of its time went to restart and checkpoints. */
export function bookCompletion(state: State, job: JobIndex): void {
  const { jobs, now } = state;
  const overhead = jobs.overhead[job]!;
  const writing = now - jobs.attempt[job]! - overhead - jobs.remaining[job]!;
  jobs.remaining[job] = 0;
  if (overhead + writing > 0) book(state, job, writing, overhead, 0);
  else assert(writing === 0, `job row ${job} ended before its work was done`);
}

/** The attempt is broken off: what remains of its work is decided by `rule`, and `remaining` is what is left to do. */
export function bookLoss(state: State, job: JobIndex, rule: OnLoss): void {
  const { jobs } = state;
  const overhead = lookAt(state, job);
  const { done, saved, writing } = progress;
  const before = jobs.service[job]! - jobs.remaining[job]!;
  let kept = 0;
  if (rule === "resume") kept = done;
  else if (rule === "checkpoint") kept = noticeWritten(state, job) ? noticeWork(state, job) : saved;
  const lost = rule === "restart" || rule === "kill" ? done + before : done - kept;
  jobs.remaining[job] =
    rule === "restart" || rule === "kill" ? jobs.service[job]! : jobs.remaining[job]! - kept;
  jobs.noticeCheckpoint[job] = Number.NaN;
  book(state, job, writing, overhead, lost);
}

/** The run stands where it is at the end of the simulation: book its restarts and checkpoints, and call the rest useful. */
export function bookUnfinished(state: State, job: JobIndex): void {
  const overhead = lookAt(state, job);
  book(state, job, progress.writing, overhead, 0);
}

/** GPU-ms of work that a job would lose if it were preempted now. */
export function lostWork(state: State, job: JobIndex): number {
  const { jobs } = state;
  const { onPreemption } = state.model.sources[jobs.source[job]!]!;
  if (onPreemption === "resume") return 0;
  lookAt(state, job);
  const before = jobs.service[job]! - jobs.remaining[job]!;
  const lost = onPreemption === "checkpoint" ? progress.done - progress.saved : progress.done + before;
  return lost * jobs.gpus[job]!;
}

/** Notice has been given: write a checkpoint if there is time; returns the instant at which the job leaves at the latest. */
export function answerNotice(state: State, job: JobIndex, notice: number): Instant {
  const { jobs, now } = state;
  const { checkpoint, release, onPreemption } = state.model.sources[jobs.source[job]!]!;
  const writes = checkpoint?.onNotice === true && onPreemption === "checkpoint" && checkpoint.cost <= notice;
  if (!writes) return now + notice;
  jobs.noticeCheckpoint[job] = now;
  return release === "when-written" ? now + checkpoint.cost : now + notice;
}

/** Fill `progress` with how far the attempt has come by now; returns the time of it that was downtime or restart. */
function lookAt(state: State, job: JobIndex): number {
  const { jobs, now } = state;
  const { checkpoint } = state.model.sources[jobs.source[job]!]!;
  const elapsed = now - jobs.attempt[job]!;
  const overhead = Math.min(elapsed, jobs.overhead[job]!);
  const begin = jobs.attempt[job]! + jobs.overhead[job]!;
  const written = jobs.noticeCheckpoint[job]!;
  const until = Number.isNaN(written) ? now : Math.max(written, begin);
  progressAt(Math.max(0, until - begin), jobs.remaining[job]!, begin, checkpoint, progress);
  if (!Number.isNaN(written)) afterNotice(state, job, until);
  return overhead;
}

/** From the notice on the job writes its checkpoint; time after that, if it must stay, is work that will be lost. */
function afterNotice(state: State, job: JobIndex, from: Instant): void {
  const { cost } = state.model.sources[state.jobs.source[job]!]!.checkpoint!;
  const since = Math.max(0, state.now - from);
  progress.writing += Math.min(since, cost);
  progress.done += Math.max(0, since - cost);
}

/** Whether a checkpoint on notice has been written to its end. */
function noticeWritten(state: State, job: JobIndex): boolean {
  const { jobs, now } = state;
  const begun = jobs.noticeCheckpoint[job]!;
  return !Number.isNaN(begun) && now >= begun + state.model.sources[jobs.source[job]!]!.checkpoint!.cost;
}

/** Work that the checkpoint on notice has saved: all that was done when it was begun. */
function noticeWork(state: State, job: JobIndex): number {
  const { jobs } = state;
  const { checkpoint } = state.model.sources[jobs.source[job]!]!;
  const begin = jobs.attempt[job]! + jobs.overhead[job]!;
  const at = Math.max(0, jobs.noticeCheckpoint[job]! - begin);
  progressAt(at, jobs.remaining[job]!, begin, checkpoint, progress);
  return progress.done;
}

function book(state: State, job: JobIndex, writing: number, restart: number, lost: number): void {
  const { jobs, ledger } = state;
  const gpus = jobs.gpus[job]!;
  if (writing + restart + lost === 0) return;
  ledger.book(jobs.source[job]!, jobs.pool[job]!, writing * gpus, restart * gpus, lost * gpus);
}
