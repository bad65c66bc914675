// Windows that have been promised. One is promised if, with all that were promised before, no more GPUs of a pool are
// promised at any instant than may be; what else runs there is not asked. When it begins it is a request that waits.

import { servingGpus } from "../fleet/plan.ts";
import { grown } from "../kernel/column.ts";
import { DAY, type Duration, type Instant } from "../kernel/time.ts";
import { AvailabilityProfile } from "../scheduling/backfill/availability-profile.ts";
import { type JobIndex, JobReal, JobState, JobWhole, rowNumber } from "../workload/job-row.ts";
import { EventKind } from "./event-kinds.ts";
import { joinLine } from "./lines.ts";
import { awaitOneLess } from "./runs.ts";
import type { State } from "./state.ts";

/** The column `pool` of a row to which nothing is promised. */
const NONE = -1;

export class Bookings {
  /** by pool: GPUs that are claimed and await nothing but the begin of their window */
  readonly gathered: Float64Array;
  private readonly state: State;
  /** by pool: GPUs that are promised from now on */
  private readonly promised: readonly AvailabilityProfile[];
  /** by source: how long before its start a window is bought, ms; NaN where none is sold */
  private readonly lead: Float64Array;
  /** by source: how long before its window begins it is claimed, ms */
  private readonly ahead: Float64Array;
  /** by source: time of day, after 00:00 UTC, at which a customer loses its GPUs, ms; NaN: any */
  private readonly dayEnd: Float64Array;
  /** by source: share of a pool that may be promised */
  private readonly share: Float64Array;

  // By row number: where and when GPUs are promised.
  private pool = new Int32Array(16).fill(NONE);
  private begin = new Float64Array(16);
  private end = new Float64Array(16);
  /** 1: its GPUs are among the gathered */
  private isGathered = new Uint8Array(16);

  constructor(state: State) {
    const { products, sources } = state.model;
    this.state = state;
    this.promised = state.pools.map(() => new AvailabilityProfile());
    this.lead = new Float64Array(sources.length).fill(Number.NaN);
    this.ahead = new Float64Array(sources.length);
    this.gathered = new Float64Array(state.pools.length);
    this.dayEnd = new Float64Array(sources.length).fill(Number.NaN);
    this.share = new Float64Array(sources.length);
    for (const { booking, source, contract } of products) {
      if (booking === null) continue;
      this.lead[source] = booking.lead;
      this.ahead[source] = booking.ahead;
      this.share[source] = booking.share;
      const window = contract.window;
      if (window !== null && window.endsAt !== null) this.dayEnd[source] = window.endsAt - window.endsEarly;
    }
  }

  /** Promise a job its window; false if it cannot be. A job that asks for none is as good as promised. */
  promise(job: JobIndex): boolean {
    const { jobs, now } = this.state;
    const row = this.roomFor(job);
    const source = jobs.whole[job + JobWhole.source]!;
    const lead = this.lead[source]!;
    this.pool[row] = NONE;
    if (Number.isNaN(lead)) return true;
    const gpus = jobs.whole[job + JobWhole.gpus]!;
    const length = jobs.real[job + JobReal.service]!;
    const begin = this.beginOf(source, now + lead, length);
    const pool = this.poolFor(job, gpus, begin, length);
    if (pool === NONE) return false;
    this.promised[pool]!.take(begin, begin + length, gpus);
    this.pool[row] = pool;
    this.begin[row] = begin;
    this.end[row] = begin + length;
    return true;
  }

  /** Whether the window of a job that has been promised one is still to come: it is then held until it is claimed or begins. */
  hold(job: JobIndex): boolean {
    const { jobs, events, now } = this.state;
    const row = rowNumber(job);
    if (this.pool[row] === NONE || this.begin[row]! <= now) return false;
    jobs.whole[job + JobWhole.state] = JobState.booked;
    const source = jobs.whole[job + JobWhole.source]!;
    const claimed = Math.max(now, this.begin[row]! - this.ahead[source]!);
    events.schedule(claimed, EventKind.windowStart, job);
    return true;
  }

  /** The time has come to ask for the GPUs of a window, or the window begins. */
  start(job: JobIndex): void {
    const { jobs, events, now } = this.state;
    const { real, whole } = jobs;
    const begin = this.begin[rowNumber(job)]!;
    if (whole[job + JobWhole.state] === JobState.booked) {
      real[job + JobReal.patienceEnd]! += begin - real[job + JobReal.arrival]!; // its grace begins there
      if (now < begin) events.schedule(begin, EventKind.windowStart, job);
      joinLine(this.state, job);
    } else if (whole[job + JobWhole.state] === JobState.claiming) {
      this.scatter(job);
      awaitOneLess(this.state, job);
    }
  }

  /** Whether a job asks for its GPUs before its window begins. */
  isAhead(job: JobIndex): boolean {
    const row = rowNumber(job);
    return (this.pool[row] ?? NONE) !== NONE && this.begin[row]! > this.state.now;
  }

  /** A claim has all its GPUs before its window begins. */
  gather(job: JobIndex): void {
    const { whole } = this.state.jobs;
    this.isGathered[rowNumber(job)] = 1;
    this.gathered[whole[job + JobWhole.pool]!]! += whole[job + JobWhole.gpus]!;
  }

  /** It begins, or the claim is given up. */
  scatter(job: JobIndex): void {
    const { whole } = this.state.jobs;
    if ((this.isGathered[rowNumber(job)] ?? 0) === 0) return;
    this.isGathered[rowNumber(job)] = 0;
    this.gathered[whole[job + JobWhole.pool]!]! -= whole[job + JobWhole.gpus]!;
  }

  /** Since when a job asks for its GPUs: its arrival, or the begin of its window. */
  askedSince(job: JobIndex): Instant {
    const row = rowNumber(job);
    return this.pool[row] === NONE ? this.state.jobs.real[job + JobReal.arrival]! : this.begin[row]!;
  }

  /** A job leaves: what it was promised beyond now is free again. */
  release(job: JobIndex): void {
    const row = rowNumber(job);
    const pool = this.pool[row] ?? NONE;
    if (pool === NONE) return;
    const from = Math.max(this.begin[row]!, this.state.now);
    this.promised[pool]!.take(from, this.end[row]!, -this.state.jobs.whole[job + JobWhole.gpus]!);
    this.pool[row] = NONE;
  }

  /** The first instant from `earliest` on from which a time of that length ends when it should. */
  private beginOf(source: number, earliest: Instant, length: Duration): Instant {
    const dayEnd = this.dayEnd[source]!;
    if (Number.isNaN(dayEnd)) return earliest;
    return earliest + ((((dayEnd - length - earliest) % DAY) + DAY) % DAY);
  }

  /** The first of a job's pools in which so many GPUs may be promised it, or NONE. */
  private poolFor(job: JobIndex, gpus: number, begin: Instant, length: Duration): number {
    const { state } = this;
    const { pools, headroom } = state.lineOf(job);
    const share = this.share[state.jobs.whole[job + JobWhole.source]!]!;
    for (const pool of pools) {
      const serving = servingGpus(state.model.fleet.pools[pool]!) - state.pools[pool]!.absent;
      const most = Math.floor(share * serving) - (headroom?.[pool] ?? 0);
      const profile = this.promised[pool]!;
      profile.forget(state.now);
      if (gpus <= most && profile.earliest(most - gpus, length, begin, begin, Infinity) === begin)
        return pool;
    }
    return NONE;
  }

  private roomFor(job: JobIndex): number {
    const row = rowNumber(job);
    if (row < this.pool.length) return row;
    const length = Math.max(row + 1, 2 * this.pool.length);
    this.pool = grown(this.pool, length, NONE);
    this.begin = grown(this.begin, length);
    this.end = grown(this.end, length);
    this.isGathered = grown(this.isGathered, length);
    return row;
  }
}
