// Reservations of waiting jobs, and the availability profile of each pool that they and the running jobs make up.

import { grown } from "../kernel/column.ts";
import { SumTree, TreeMembers } from "../kernel/sum-tree.ts";
import type { Duration, Instant } from "../kernel/time.ts";
import { AvailabilityProfile } from "../scheduling/backfill/availability-profile.ts";
import type { ReservationsView } from "../scheduling/contract.ts";
import { JobReal, JobWhole, jobOfRow, rowNumber } from "../workload/job-row.ts";
import type { JobIndex } from "../workload/job-table.ts";
import { expectedEnd, expectedLength } from "./attempts.ts";
import { EventKind } from "./event-kinds.ts";
import { FreedTime } from "./freed-time.ts";
import { NO_EVENT } from "./lines.ts";
import { OrderedJobs } from "./ordered-jobs.ts";
import type { Outlook } from "./outlook.ts";
import type { State } from "./state.ts";

/** What a job of no length takes, ms: enough that nobody else is promised its GPUs at its instant. */
const SHORTEST = 1;

export class Reservations implements ReservationsView, Outlook {
  private readonly state: State;
  private readonly profiles: readonly AvailabilityProfile[];
  private readonly freed: readonly FreedTime[];
  /** waiting jobs, with their expected lengths */
  private readonly waiting: OrderedJobs;
  private readonly due: OrderedJobs;
  private readonly newcomerRows = new TreeMembers();
  private readonly newcomers = new SumTree(this.newcomerRows);
  /** GPUs of running jobs, by pool */
  private readonly running: Float64Array;
  /** what jobs could have at the end of the last pass, by pool */
  private readonly lastCapacity: Float64Array;
  private lastEnd: Instant = Number.NEGATIVE_INFINITY;

  // By row number: pool, begin and end of a reservation, or of a run by its estimate; NaN: neither.
  private pool = new Int32Array(64);
  private begin = new Float64Array(64).fill(Number.NaN);
  private end = new Float64Array(64);
  /** the event of a reservation that is to come; none for one that is due */
  private event = new Int32Array(64);

  constructor(state: State) {
    this.state = state;
    this.profiles = state.pools.map(() => new AvailabilityProfile());
    this.freed = state.pools.map(() => new FreedTime());
    this.waiting = new OrderedJobs(state.jobs);
    this.due = new OrderedJobs(state.jobs);
    this.running = new Float64Array(state.pools.length);
    this.lastCapacity = Float64Array.from(state.pools, (pool) => pool.installed);
  }

  joins(job: JobIndex): void {
    const row = this.roomFor(job);
    this.begin[row] = Number.NaN;
    this.waiting.add(job, this.priorityOf(job));
    this.waiting.members.setValue(row, Math.max(SHORTEST, expectedLength(this.state, job)));
    this.newcomerRows.set(row, this.state.jobs.real[job + JobReal.sequence]!, 0, 1);
    this.newcomers.add(row);
  }

  leaves(job: JobIndex, toStart: boolean): void {
    const row = rowNumber(job);
    this.waiting.remove(job, this.priorityOf(job));
    if (Number.isNaN(this.begin[row]!)) {
      this.newcomers.remove(row);
      return;
    }
    this.forgetDate(job);
    if (toStart) return; // its reservation becomes its run
    this.take(job, -1);
    this.freed[this.pool[row]!]!.add(this.begin[row]!, this.end[row]!);
    this.begin[row] = Number.NaN;
  }

  begins(job: JobIndex): void {
    const { now, jobs } = this.state;
    const row = this.roomFor(job);
    const pool = jobs.whole[job + JobWhole.pool]!;
    const end = Math.max(now + SHORTEST, expectedEnd(this.state, job));
    const reserved = !Number.isNaN(this.begin[row]!);
    const asReserved = this.begin[row] === now && this.end[row] === end && this.pool[row] === pool;
    if (reserved && !asReserved) this.take(job, -1);
    this.pool[row] = pool;
    this.begin[row] = now;
    this.end[row] = end;
    if (!asReserved) this.take(job, 1);
    this.running[pool]! += jobs.whole[job + JobWhole.gpus]!;
  }

  ends(job: JobIndex): void {
    const { now, jobs } = this.state;
    const row = rowNumber(job);
    const pool = this.pool[row]!;
    this.running[pool]! -= jobs.whole[job + JobWhole.gpus]!;
    this.lastEnd = now;
    if (this.end[row]! > now) {
      this.begin[row] = now;
      this.take(job, -1);
      this.freed[pool]!.add(now, this.end[row]!);
    }
    this.begin[row] = Number.NaN;
  }

  settle(): void {
    const { isLooser } = this;
    for (let pool = 0; pool < this.profiles.length; pool++) {
      if (isLooser) this.freed[pool]!.settle();
      this.lastCapacity[pool] = this.capacity(pool);
    }
  }

  /** Promise a job a start. */
  reserve(job: JobIndex, pool: number, instant: Instant): void {
    const row = rowNumber(job);
    if (Number.isNaN(this.begin[row]!)) this.newcomers.remove(row);
    else {
      this.forgetDate(job);
      this.take(job, -1);
      this.freed[this.pool[row]!]!.addMove(this.begin[row]!, this.end[row]!);
    }
    this.pool[row] = pool;
    this.begin[row] = instant;
    this.end[row] = instant + this.lengthOf(job);
    this.take(job, 1);
    if (instant > this.state.now)
      this.event[row] = this.state.events.schedule(instant, EventKind.reservation, job);
    else this.comeDue(job);
  }

  /** The instant that a job was promised has come. */
  comeDue(job: JobIndex): void {
    this.event[rowNumber(job)] = NO_EVENT;
    this.due.add(job, this.priorityOf(job));
  }

  capacity(pool: number): number {
    return this.state.pools[pool]!.free + this.running[pool]!;
  }

  profile(pool: number): AvailabilityProfile {
    return this.profiles[pool]!;
  }

  get isLooser(): boolean {
    if (this.lastEnd === this.state.now) return true;
    for (let pool = 0; pool < this.lastCapacity.length; pool++) if (this.hasGrown(pool)) return true;
    return false;
  }

  freedFrom(pool: number): Instant {
    return this.hasGrown(pool) ? this.state.now : this.freed[pool]!.from;
  }

  freedUntil(pool: number): Instant {
    return this.hasGrown(pool) ? Number.POSITIVE_INFINITY : this.freed[pool]!.until;
  }

  first(): JobIndex {
    return this.waiting.first();
  }

  after(job: JobIndex): JobIndex {
    return this.waiting.after(job, this.priorityOf(job));
  }

  firstNewcomer(): JobIndex {
    return jobOfRow(this.newcomers.first());
  }

  newcomerAfter(job: JobIndex): JobIndex {
    return jobOfRow(this.newcomers.after(rowNumber(job)));
  }

  firstDue(): JobIndex {
    return this.due.first();
  }

  dueAfter(job: JobIndex): JobIndex {
    return this.due.after(job, this.priorityOf(job));
  }

  startOf(job: JobIndex): Instant {
    return this.begin[rowNumber(job)]!;
  }

  poolOf(job: JobIndex): number {
    return this.pool[rowNumber(job)]!;
  }

  lengthOf(job: JobIndex): Duration {
    return this.waiting.members.value(rowNumber(job));
  }

  /** A reservation is no longer to come, or no longer due. */
  private forgetDate(job: JobIndex): void {
    const event = this.event[rowNumber(job)]!;
    if (event === NO_EVENT) this.due.remove(job, this.priorityOf(job));
    else this.state.events.cancel(event);
  }

  /** The GPUs of a reservation or a run are taken (1), or no longer (−1). */
  private take(job: JobIndex, sign: number): void {
    const row = rowNumber(job);
    const profile = this.profiles[this.pool[row]!]!;
    profile.forget(this.state.now);
    const gpus = sign * this.state.jobs.whole[job + JobWhole.gpus]!;
    profile.take(Math.max(this.begin[row]!, this.state.now), this.end[row]!, gpus);
  }

  /** More for jobs than at the last pass: a unit has been repaired, a service has shrunk, or a claim was given up. */
  private hasGrown(pool: number): boolean {
    return this.capacity(pool) > this.lastCapacity[pool]!;
  }

  private priorityOf(job: JobIndex): number {
    return this.state.lineOf(job).priority;
  }

  private roomFor(job: JobIndex): number {
    const row = rowNumber(job);
    const { length } = this.begin;
    if (row < length) return row;
    const longer = 2 * Math.max(row, length);
    this.pool = grown(this.pool, longer);
    this.begin = grown(this.begin, longer, Number.NaN);
    this.end = grown(this.end, longer);
    this.event = grown(this.event, longer);
    return row;
  }
}
