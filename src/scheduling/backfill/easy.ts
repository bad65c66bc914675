// EASY (extensible Argonne scheduling system): only the blocked head of line has a reservation, at the earliest instant at
// which the estimates promise it room, the *shadow*. Any other job that fits may start unless it would push that back.
// (Lifka 1995, The ANL/IBM SP Scheduling System, LNCS 949, 295–303; Mu'alem and Feitelson 2001, IEEE TPDS 12(6), 529–543.)
//
//   a job that fits now starts if it ends at the shadow or before, or does with the GPUs that the head will not need then
//
// The jobs are gone through once in order. What is left shrinks with every start, so those passed over need not be looked at
// again, and "the next that may start" is "the first that may": a question to the lines' indices by size.

import { fault } from "../../kernel/assert.ts";
import { JobWhole } from "../../workload/job-row.ts";
import { type JobIndex, NO_JOB, standsBefore } from "../../workload/job-table.ts";
import type { LineView, Placement, Proposal, View } from "../contract.ts";
import { ProposalKind } from "../contract.ts";
import { fitLimitOf } from "../fit.ts";
import { placeGang } from "../placement/gang.ts";
import type { Backfill } from "./backfill.ts";
import { Shadow } from "./shadow.ts";

export class Easy implements Backfill {
  readonly reservesAll = false;
  private readonly view: View;
  private readonly placement: Placement;
  private readonly depth: number;
  private readonly shadow: Shadow;
  private level = 0;
  /** jobs started behind the present head */
  private started = 0;
  /** the pool that the head has been promised, if anybody else waits, or −1 */
  private promised = -1;
  /** line of the job found last */
  private bestLine: LineView | null = null;

  constructor(view: View, placement: Placement, depth: number) {
    this.view = view;
    this.placement = placement;
    this.depth = depth;
    this.shadow = new Shadow(view, placement);
  }

  begin(head: JobIndex, line: LineView): void {
    this.level = 0;
    this.started = 0;
    this.promised = -1;
    if (this.view.waiting <= 1) return; // nobody but the head
    this.shadow.cast(head, line);
    this.promised = this.shadow.pool;
  }

  promisesIn(pool: number): boolean {
    return pool === this.promised;
  }

  propose(proposal: Proposal): boolean {
    const { view } = this;
    if (view.waiting <= 1) return false; // nobody but the head
    for (; this.level < view.levels.length; this.level++) {
      const job = this.firstOf(view.levels[this.level]!.lines);
      if (job === NO_JOB) continue;
      if (this.isTooDeep(job)) return false;
      this.fill(job, this.bestLine!, proposal);
      this.started++;
      return true;
    }
    return false;
  }

  /** The first job in order that may start: of the line that comes first by its rank, and among equals by their keys. */
  private firstOf(lines: readonly LineView[]): JobIndex {
    let best = NO_JOB;
    let rank = Number.POSITIVE_INFINITY;
    for (let place = 0; place < lines.length; place++) {
      const line = lines[place]!;
      if (line.count === 0 || line.rank > rank) continue;
      const job = this.firstIn(line);
      const equal = best !== NO_JOB && line.rank === rank;
      if (job === NO_JOB || (equal && standsBefore(this.view.jobs, best, job))) continue;
      best = job;
      rank = line.rank;
      this.bestLine = line;
    }
    return best;
  }

  private firstIn(line: LineView): JobIndex {
    const { pools } = line;
    let best = NO_JOB;
    for (let place = 0; place < pools.length; place++) {
      const index = pools[place]!;
      const limit = fitLimitOf(this.view, line, index);
      const job = index === this.shadow.pool ? this.firstBeside(line, limit) : line.first(limit);
      if (job !== NO_JOB && (best === NO_JOB || standsBefore(this.view.jobs, job, best))) best = job;
    }
    return best;
  }

  /** The first job of at most `limit` GPUs that may start in the pool of the reservation. */
  private firstBeside(line: LineView, limit: number): JobIndex {
    const { shadow } = this;
    const { jobs, now } = this.view;
    const slack = shadow.instant - now;
    const sizes = line.sizesUpTo(limit);
    let best = NO_JOB;
    for (let place = 0; place < sizes; place++) {
      let job = line.firstOfSize(place);
      if (job === NO_JOB || (best !== NO_JOB && standsBefore(jobs, best, job))) continue;
      if (!shadow.spares(line.sizeAt(place))) {
        job = line.firstShort(place, slack);
        if (job === NO_JOB || (best !== NO_JOB && standsBefore(jobs, best, job))) continue;
      }
      best = job;
    }
    return best;
  }

  /** Whether more than `depth` jobs behind the head come first, those started in this pass among them. */
  private isTooDeep(job: JobIndex): boolean {
    const { levels, waiting } = this.view;
    if (this.started + waiting - 1 <= this.depth) return false;
    let before = this.started - 1; // the head stands before it and does not count …
    for (let level = 0; level <= this.level; level++) {
      for (const line of levels[level]!.lines) {
        const wholly = level < this.level || line.rank < this.bestLine!.rank;
        if (wholly) before += line.count;
        else if (line.rank === this.bestLine!.rank) before += line.countBefore(job);
      }
    }
    return before >= this.depth; // … so that the first behind it has none before it
  }

  private fill(job: JobIndex, line: LineView, proposal: Proposal): void {
    const { view, shadow } = this;
    const gpus = view.jobs.whole[job + JobWhole.gpus]!;
    const { pools } = line;
    for (let place = 0; place < pools.length; place++) {
      const index = pools[place]!;
      if (gpus > fitLimitOf(view, line, index)) continue;
      const isShort = shadow.endsInTime(job);
      if (index === shadow.pool && !isShort && !shadow.spares(gpus)) continue;
      proposal.reset(ProposalKind.start, job, index, gpus);
      placeGang(this.placement, view.pools[index]!, gpus, "none", proposal);
      if (index === shadow.pool) shadow.pass(proposal, isShort);
      return;
    }
    fault(`job row ${job} was found to fit, and no pool has room for it`);
  }
}
