// Conservative backfill: every job has a reservation from its arrival on, and nobody may take it away. (Feitelson and Weil
// 1998, Utilization and predictability in scheduling the IBM SP2 with backfilling; Mu'alem and Feitelson 2001.)
//
//   1  compression, when a run has ended: jobs in order, each moved to the earliest instant that suits it now
//   2  newcomers, in the order of arrival: each gets the earliest instant that suits all reservations before it
//   3  jobs whose reservation is due start, in order
//
// The profile counts GPUs. A job that is due and finds them in the wrong shape, or still held by a run that is longer than its
// estimate, starts as soon as it fits; until then no job due in its pool that comes after it starts.

import { fault } from "../../kernel/assert.ts";
import type { Instant } from "../../kernel/time.ts";
import { JobWhole } from "../../workload/job-row.ts";
import { type JobIndex, NO_JOB } from "../../workload/job-table.ts";
import type { LineView, Placement, Proposal, ReservationsView, View } from "../contract.ts";
import { ProposalKind } from "../contract.ts";
import { fitLimitOf, headroomLeft } from "../fit.ts";
import { placeGang } from "../placement/gang.ts";
import type { Backfill } from "./backfill.ts";

/** What a pass does next. */
enum Step {
  compress = 0,
  newcomers = 1,
  due = 2,
}

export class Conservative implements Backfill {
  readonly reservesAll = true;
  private readonly view: View;
  private readonly reservations: ReservationsView;
  private readonly placement: Placement;
  private step = Step.compress;
  /** the job that was looked at last */
  private job = NO_JOB;
  /** pools in which a due job waits for room */
  private readonly blocked: Uint8Array;
  /** the last due job, in order, that stays due in this pass */
  private stays = NO_JOB;
  /** where and when the job looked at last could start */
  private pool = -1;
  private instant: Instant = Number.POSITIVE_INFINITY;

  constructor(view: View, placement: Placement) {
    this.view = view;
    this.reservations = view.reservations!;
    this.placement = placement;
    this.blocked = new Uint8Array(view.pools.length);
  }

  begin(): void {
    this.step = this.reservations.isLooser ? Step.compress : Step.newcomers;
    this.job = NO_JOB;
    this.blocked.fill(0);
    this.stays = NO_JOB;
  }

  /** Every job that waits has a reservation: what fits and does not start is kept by one. */
  promisesIn(): boolean {
    return true;
  }

  propose(proposal: Proposal): boolean {
    if (this.step === Step.compress) {
      if (this.compress(proposal)) return true;
      this.step = Step.newcomers;
      this.job = NO_JOB;
    }
    if (this.step === Step.newcomers) {
      if (this.admit(proposal)) return true;
      this.step = Step.due;
    }
    return this.startDue(proposal);
  }

  /** Move the next job in order that may have an earlier reservation now. */
  private compress(proposal: Proposal): boolean {
    const { reservations, view } = this;
    for (;;) {
      this.job = this.job === NO_JOB ? reservations.first() : reservations.after(this.job);
      if (this.job === NO_JOB) return false;
      const start = reservations.startOf(this.job);
      if (!(start > view.now)) continue; // due, or without a reservation
      this.findEarlier(this.job, start);
      if (this.instant === Number.POSITIVE_INFINITY) continue;
      this.reserve(this.job, proposal);
      return true;
    }
  }

  /** Give the next newcomer a reservation; none, where so many GPUs will not come free by the ends of runs alone. */
  private admit(proposal: Proposal): boolean {
    const { reservations, view } = this;
    for (;;) {
      this.job = this.job === NO_JOB ? reservations.firstNewcomer() : reservations.newcomerAfter(this.job);
      if (this.job === NO_JOB) return false;
      this.instant = Number.POSITIVE_INFINITY;
      const line = view.lineOf(this.job);
      for (let place = 0; place < line.pools.length; place++) {
        const index = line.pools[place]!;
        this.look(this.job, line, index, view.now, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);
      }
      if (this.instant === Number.POSITIVE_INFINITY) continue;
      this.reserve(this.job, proposal);
      return true;
    }
  }

  /** A start and a delay leave no more room to those that have been looked at: the walk goes on behind them. */
  private startDue(proposal: Proposal): boolean {
    const { reservations, view, blocked } = this;
    let job = this.stays === NO_JOB ? reservations.firstDue() : reservations.dueAfter(this.stays);
    for (; job !== NO_JOB; job = reservations.dueAfter(job)) {
      const index = reservations.poolOf(job);
      const gpus = view.jobs.whole[job + JobWhole.gpus]!;
      if (blocked[index] === 0 && gpus <= fitLimitOf(view, view.lineOf(job), index)) {
        proposal.reset(ProposalKind.start, job, index, gpus);
        placeGang(this.placement, view.pools[index]!, gpus, "none", proposal);
        return true;
      }
      blocked[index] = 1;
      this.stays = job;
      if (!this.findElsewhere(job)) {
        if (reservations.startOf(job) === view.now) continue;
        this.pool = index; // it is late: what it was promised moves on with the clock
        this.instant = view.now;
      } else this.stays = NO_JOB; // what it leaves may be room for one before it
      this.reserve(job, proposal);
      return true;
    }
    return false;
  }

  /** Whether a due job could start now in another of its pools, by the profile and where nobody waits for room. */
  private findElsewhere(job: JobIndex): boolean {
    const { view, blocked } = this;
    this.instant = Number.POSITIVE_INFINITY;
    const line = view.lineOf(job);
    for (let place = 0; place < line.pools.length; place++) {
      const index = line.pools[place]!;
      if (blocked[index] === 1) continue;
      this.look(job, line, index, view.now, view.now + 1, Number.POSITIVE_INFINITY);
    }
    return this.instant === view.now;
  }

  /**
   * Look for a start before `start` that was not possible when the job was looked at last: the time from it to `start`, or as
   * long as the job runs, has something of what has been freed since. From `start` on the job's own reservation is room.
   */
  private findEarlier(job: JobIndex, start: Instant): void {
    const { reservations, view } = this;
    this.instant = Number.POSITIVE_INFINITY;
    const line = view.lineOf(job);
    for (let place = 0; place < line.pools.length; place++) {
      const index = line.pools[place]!;
      const from = Math.max(view.now, reservations.freedFrom(index) - reservations.lengthOf(job));
      const before = Math.min(start, reservations.freedUntil(index));
      if (from >= before) continue;
      const until = index === reservations.poolOf(job) ? start : Number.POSITIVE_INFINITY;
      this.look(job, line, index, from, before, until);
    }
  }

  /** Keep the earliest start in this pool, if no pool looked at before has one as early. */
  private look(job: JobIndex, line: LineView, index: number, from: Instant, before: Instant, until: Instant) {
    const { reservations, view } = this;
    const need = view.jobs.whole[job + JobWhole.gpus]! + headroomLeft(view, line, index);
    const most = reservations.capacity(index) - need;
    const limit = Math.min(before, this.instant);
    const found = reservations.profile(index).earliest(most, reservations.lengthOf(job), from, limit, until);
    if (found >= limit) return;
    this.pool = index;
    this.instant = found;
  }

  private reserve(job: JobIndex, proposal: Proposal): void {
    if (this.instant < this.view.now) fault(`job row ${job} would have a reservation in the past`);
    proposal.reset(ProposalKind.reserve, job, this.pool, this.view.jobs.whole[job + JobWhole.gpus]!);
    proposal.instant = this.instant;
  }
}
