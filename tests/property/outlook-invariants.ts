// What a backfill knows of the future must be what the jobs say. Everything is counted afresh from the table of jobs.

import { expect } from "vitest";
import { expectedEnd } from "../../src/simulation/attempts.ts";
import type { State } from "../../src/simulation/state.ts";
import { type JobIndex, JobState, NO_JOB } from "../../src/workload/job-table.ts";

/** @throws where expected ends or reservations are not those of the jobs */
export function checkOutlook(state: State): void {
  state.pools.forEach((_, pool) => {
    if (state.runsByEnd !== null) checkEnds(state, pool);
    if (state.reservations !== null) checkProfile(state, pool);
  });
  if (state.reservations !== null) checkReservations(state);
}

function jobsIn(state: State, standing: JobState): JobIndex[] {
  return [...state.jobs.rows()].filter((job) => state.jobs.state[job] === standing);
}

function runningIn(state: State, pool: number): JobIndex[] {
  return jobsIn(state, JobState.running).filter((job) => state.jobs.pool[job] === pool);
}

/** EASY: the running jobs of a pool, in the order of their expected ends, with the sums of their GPUs. */
function checkEnds(state: State, pool: number): void {
  const { jobs } = state;
  const runs = state.runsByEnd!;
  const expected = runningIn(state, pool).sort(
    (a, b) => expectedEnd(state, a) - expectedEnd(state, b) || jobs.sequence[a]! - jobs.sequence[b]!,
  );
  const listed: JobIndex[] = [];
  for (let job = runs.first(pool); job !== NO_JOB; job = runs.after(pool, job)) listed.push(job);
  expect(listed).toEqual(expected);
  let gpus = 0;
  for (const job of expected) {
    gpus += jobs.gpus[job]!;
    const end = expectedEnd(state, job);
    const same = expected.filter((other) => expectedEnd(state, other) <= end);
    expect(runs.releasedBy(pool, end)).toBe(same.reduce((sum, other) => sum + jobs.gpus[other]!, 0));
    expect(runs.releasing(pool, gpus)).toBe(job);
  }
}

interface Taken {
  readonly from: number;
  readonly to: number;
  readonly gpus: number;
}

/** Conservative: what is taken of a pool at any instant is what runs there by the estimates, and what is promised there. */
function checkProfile(state: State, pool: number): void {
  const { jobs, now } = state;
  const reservations = state.reservations!;
  const taken: Taken[] = [
    ...runningIn(state, pool).map((job) => ({
      from: now,
      to: Math.max(jobs.attempt[job]! + 1, expectedEnd(state, job)),
      gpus: jobs.gpus[job]!,
    })),
    // A reservation may have passed by the end of a run, at which no pass is made.
    ...jobsIn(state, JobState.waiting)
      .filter((job) => reservations.poolOf(job) === pool && !Number.isNaN(reservations.startOf(job)))
      .map((job) => ({
        from: Math.max(now, reservations.startOf(job)),
        to: reservations.startOf(job) + reservations.lengthOf(job),
        gpus: jobs.gpus[job]!,
      })),
  ];
  for (const instant of new Set([now, ...taken.flatMap(({ from, to }) => [from, to])])) {
    if (instant < now) continue;
    const all = taken.filter(({ from, to }) => from <= instant && instant < to);
    const gpus = all.reduce((sum, each) => sum + each.gpus, 0);
    const isTakenAtMost = (most: number) =>
      reservations.profile(pool).earliest(most, 1, instant, instant + 1, Infinity) === instant;
    expect([isTakenAtMost(gpus), isTakenAtMost(gpus - 1)], `${gpus} GPUs at ${instant}`).toEqual([
      true,
      false,
    ]);
  }
}

/** Of those due in a pool the first does not fit, or it would have started. */
function checkReservations(state: State): void {
  const reservations = state.reservations!;
  const met = new Set<number>();
  for (let job = reservations.firstDue(); job !== NO_JOB; job = reservations.dueAfter(job)) {
    expect(reservations.startOf(job)).toBeLessThanOrEqual(state.now);
    const pool = reservations.poolOf(job);
    if (met.has(pool)) continue;
    met.add(pool);
    const { headroom } = state.lines[state.jobs.line[job]!]!;
    // Between two rounds they wait for the next.
    if (headroom === null && state.now < state.model.end && state.cycle.acts)
      expect(state.jobs.gpus[job]).toBeGreaterThan(state.pools[pool]!.fitLimit);
  }
}
