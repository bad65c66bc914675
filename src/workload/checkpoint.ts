// How a job with checkpoints gets on: closed forms, so that a run costs two events however many checkpoints it writes.
//
//   attempt   │ restart │ work τ │ C │ work τ │ C │ … │ the rest of the work │ (C) │
//                                  ▲            ▲ what has been saved, if it is interrupted here or later
//
// With the clock on progress every checkpoint follows τ of work since the attempt began. With the clock on the wall
// checkpoints are written at the multiples of τ of the simulated clock, wherever the attempt began. Whether one is written
// after the last work is the plan's choice.

import type { Duration, Instant } from "../kernel/time.ts";

export interface CheckpointPlan {
  /** τ: work between two checkpoints, or the grid of the wall clock, ms; longer than the cost */
  readonly every: Duration;
  /** time that writing one takes, ms; no work is done meanwhile */
  readonly cost: Duration;
  /** overhead at the beginning of every attempt but the first, ms */
  readonly restart: Duration;
  readonly clock: "progress" | "wall";
  /** write one after the last work too */
  readonly final: boolean;
  /** write one when notice of a preemption is given, if the notice is long enough */
  readonly onNotice: boolean;
}

/** How far an attempt has come. All in ms; `done + writing` is the time since its work began. */
export interface Progress {
  /** work done in this attempt */
  done: Duration;
  /** of it the work that the last finished checkpoint has saved */
  saved: Duration;
  /** time spent on checkpoints, a broken-off one included */
  writing: Duration;
}

/** Time from the first work of an attempt to its end: `work` and the checkpoints that it takes. `begin` is its instant. */
export function attemptLength(work: Duration, begin: Instant, plan: CheckpointPlan | null): Duration {
  if (plan === null) return work;
  const last = plan.final && work > 0 ? plan.cost : 0;
  if (plan.clock === "progress")
    return work + Math.max(0, Math.ceil(work / plan.every) - 1) * plan.cost + last;
  const first = untilGrid(begin, plan);
  if (work <= first) return work + last;
  return work + Math.ceil((work - first) / (plan.every - plan.cost)) * plan.cost + last;
}

/**
 * How far an attempt has come `elapsed` ms after its first work at `begin`, written into `progress`.
 * @param work what was left to do when the attempt began, ms
 */
export function progressAt(
  elapsed: Duration,
  work: Duration,
  begin: Instant,
  plan: CheckpointPlan | null,
  progress: Progress,
): void {
  if (plan === null) {
    progress.done = Math.min(elapsed, work);
    progress.saved = 0;
  } else if (plan.clock === "progress") onProgress(elapsed, work, plan, progress);
  else onWall(elapsed, work, begin, plan, progress);
  progress.writing = elapsed - progress.done;
}

function onProgress(elapsed: Duration, work: Duration, plan: CheckpointPlan, progress: Progress): void {
  const { every, cost } = plan;
  const cycles = Math.min(Math.floor(elapsed / (every + cost)), Math.max(0, Math.ceil(work / every) - 1));
  progress.saved = cycles * every;
  progress.done = Math.min(work, progress.saved + Math.min(every, elapsed - cycles * (every + cost)));
}

function onWall(
  elapsed: Duration,
  work: Duration,
  begin: Instant,
  plan: CheckpointPlan,
  progress: Progress,
): void {
  const { every, cost } = plan;
  const first = untilGrid(begin, plan);
  if (elapsed < first || work <= first) {
    progress.done = Math.min(elapsed, work);
    progress.saved = 0;
    return;
  }
  const between = every - cost;
  const cycles = Math.min(Math.floor((elapsed - first) / every), Math.ceil((work - first) / between) - 1);
  const into = elapsed - first - cycles * every;
  const before = first + cycles * between;
  progress.done = Math.min(work, before + Math.max(0, into - cost));
  progress.saved = into >= cost ? before : cycles === 0 ? 0 : before - between;
}

/** Time from an instant to the next multiple of τ after it. */
function untilGrid(begin: Instant, { every }: CheckpointPlan): Duration {
  return every - (begin % every);
}
