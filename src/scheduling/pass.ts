// One scheduling pass: which proposal comes next. It composes the five choices and holds nothing but the place it has
// come to; the state it reads is the state after its last proposal was carried out.
//
//   services that want more ─▶ levels, highest priority first ─▶ lines of the level ─▶ the first job in order
//
// A job fits a pool exactly when it has at most so many GPUs (`fitLimit`), whatever the shape: so "the first job in
// order that can start" is a question to an index by size, and no pass walks the queue.

import type { PoolView } from "../fleet/pool-view.ts";
import { fault } from "../kernel/assert.ts";
import { JobWhole } from "../workload/job-row.ts";
import type { JobIndex } from "../workload/job-table.ts";
import { NO_JOB, standsBefore } from "../workload/job-table.ts";
import type { Backfill } from "./backfill/backfill.ts";
import { backfills } from "./backfill/backfills.ts";
import type { LevelView, LineView, Placement, Proposal, ServiceView, View } from "./contract.ts";
import { ProposalKind } from "./contract.ts";
import { fitLimitOf } from "./fit.ts";
import { headroomLimit } from "./headroom/fixed.ts";
import { placeGang } from "./placement/gang.ts";
import { placements } from "./placement/placements.ts";
import { reclaimLimit, roomOf } from "./placement/room.ts";
import type { SchedulingPlan } from "./plan.ts";
import { Reallocation } from "./preemption/free.ts";
import { VictimChoice } from "./preemption/victim-choice.ts";
import { quotaLimit, waitsWithinQuota } from "./quota.ts";
import { ResaleChoice } from "./resale-choice.ts";
import { TurnoverChoice } from "./turnover-choice.ts";

/** What `nodeFor` says where there is no node to name. */
export enum NodeChoice {
  any = -1,
  nowhere = -2,
}

export class Pass {
  private readonly view: View;
  private readonly blocks: boolean;
  private readonly victims: VictimChoice;
  private readonly placement: Placement;
  private readonly backfill: Backfill | null;
  /** null unless the policy gives all GPUs away anew in every pass */
  private readonly reallocation: Reallocation | null;
  /** null where the sides may share nodes */
  private readonly turnovers: TurnoverChoice | null;
  /** null where nothing unused is resold */
  private readonly resale: ResaleChoice | null;
  /** the job that holds up all those behind it, or −1 */
  blocker = NO_JOB;
  private level = 0;
  private done = false;
  private readonly hasQuotas: boolean;
  /** nobody within a quota waits: groups that borrow may go beyond theirs */
  private borrowing = false;

  constructor(plan: SchedulingPlan, view: View) {
    this.view = view;
    this.blocks = plan.headOfLine === "block";
    this.hasQuotas = plan.quotas.length > 0;
    this.victims = new VictimChoice(plan.preemption.victims, view);
    this.placement = placements[plan.placement](view);
    const isApart = view.pools.some(({ tenancy }) => tenancy !== null);
    this.turnovers = isApart ? new TurnoverChoice(view, this.placement, plan.preemption.victims) : null;
    this.resale = view.guests === null ? null : new ResaleChoice(view, this.placement, view.guests);
    const { backfill } = plan;
    this.backfill =
      backfill === "none" ? null : backfills[backfill.kind](view, this.placement, backfill.depth);
    this.reallocation =
      plan.preemption.rule === "free" ? new Reallocation(view, this.blocks, this.placement) : null;
  }

  /** Begin a pass at the present instant. */
  begin(): void {
    this.blocker = NO_JOB;
    this.level = 0;
    this.done = false;
    if (this.reallocation !== null) this.reallocation.begin();
    this.borrowing = false;
  }

  /** Fill in the next proposal; false when the pass is over. */
  propose(proposal: Proposal): boolean {
    const { view } = this;
    if (view.missing > 0 && this.proposeForServices(proposal)) return true;
    if (view.waiting === 0) return false;
    if (this.reallocation !== null) {
      const found = this.reallocation.propose(proposal);
      this.blocker = this.reallocation.blocker;
      return found;
    }
    const { levels } = view;
    do {
      while (!this.done && this.level < levels.length) {
        if (this.proposeFrom(levels[this.level]!, proposal)) return true;
        this.level++;
      }
    } while (this.hasQuotas && this.beginBorrowing());
    if (this.done && this.backfill !== null) return this.backfill.propose(proposal);
    return this.resale?.propose(proposal) === true && this.goOn(proposal.job);
  }

  /** A job starts on resold GPUs; if it held up others they are looked at again. */
  private goOn(job: JobIndex): true {
    if (job === this.blocker) this.begin();
    return true;
  }

  /** Go round once more, with those that may go beyond their quota; false if that is over, or not to be. */
  private beginBorrowing(): boolean {
    if (this.done || this.borrowing || waitsWithinQuota(this.view, this.blocks)) return false;
    this.borrowing = true;
    this.level = 0;
    return true;
  }

  /** Fill in the proposal for a job that is the only one to ask for GPUs; false when it cannot start now. */
  proposeAlone(job: JobIndex, line: LineView, proposal: Proposal): boolean {
    const gpus = this.view.jobs.whole[job + JobWhole.gpus]!;
    if (gpus > this.startLimit(line) || (this.hasQuotas && gpus > quotaLimit(line, true))) return false;
    this.fill(job, line, proposal);
    return true;
  }

  /**
   * The node on which a job would start if it were the only one to ask, NodeChoice.any where only counts matter; NodeChoice.nowhere where
   * that takes more than a look at one node of its first pool, or cannot be.
   */
  nodeFor(gpus: number, line: LineView): number {
    const index = line.pools[0]!;
    const { nodes, shape, gpusPerNode } = this.view.pools[index]!;
    if (gpus > fitLimitOf(this.view, line, index)) return NodeChoice.nowhere;
    if (nodes === null) return NodeChoice.any;
    return shape !== "whole-nodes" || gpus > gpusPerNode
      ? NodeChoice.nowhere
      : this.placement.node(nodes, gpus);
  }

  /** The first job of a level that can start; with `block`, the first in order or none. */
  private proposeFrom(level: LevelView, proposal: Proposal): boolean {
    const { jobs } = this.view;
    let best = NO_JOB;
    let bestLine: LineView | null = null;
    const { lines } = level;
    for (let place = 0; place < lines.length; place++) {
      const line = lines[place]!;
      if (line.count === 0) continue;
      const job = this.hasQuotas ? this.firstWithinQuota(line) : line.first(this.orderLimit(line));
      if (job === NO_JOB) continue;
      const before =
        bestLine === null ||
        line.rank < bestLine.rank ||
        (line.rank === bestLine.rank && standsBefore(jobs, job, best));
      if (!before) continue;
      best = job;
      bestLine = line;
    }
    if (bestLine === null) return false;
    if (this.blocks && !this.startsAsHead(best, bestLine)) {
      this.blocker = best;
      this.done = true; // a blocked level blocks those below it
      this.backfill?.begin(best, bestLine);
      return false;
    }
    this.fill(best, bestLine, proposal);
    return true;
  }

  /** Whether the first job in order starts by itself; where all have reservations, only one that may preempt. */
  private startsAsHead(job: JobIndex, line: LineView): boolean {
    if (this.backfill?.reservesAll === true && line.reach === 0) return false;
    return this.view.jobs.whole[job + JobWhole.gpus]! <= this.startLimit(line);
  }

  /** The largest job of a line that is looked at: with `block` each, otherwise only what can start. */
  private orderLimit(line: LineView): number {
    return this.blocks ? Infinity : this.startLimit(line);
  }

  /** The first job of a line within its quota. With `block` one beyond it holds up its own line, and no other. */
  private firstWithinQuota(line: LineView): JobIndex {
    const quota = quotaLimit(line, this.borrowing);
    if (!this.blocks) return line.first(Math.min(quota, this.startLimit(line)));
    const job = line.first(Infinity);
    return job !== NO_JOB && this.view.jobs.whole[job + JobWhole.gpus]! > quota ? NO_JOB : job;
  }

  /** The largest job of a line that can start now in one of its pools, by preemption if it must; its quota aside. */
  startLimit(line: LineView): number {
    const { pools } = line;
    let limit = 0;
    for (let place = 0; place < pools.length; place++) {
      limit = Math.max(limit, fitLimitOf(this.view, line, pools[place]!), this.reclaims(line, pools[place]!));
    }
    return limit;
  }

  /** The largest job of a line that fits as it is where the last pass has promised GPUs to another; 0: no promise keeps any. */
  promisedLimit(line: LineView): number {
    const { backfill } = this;
    if (backfill === null || !this.done) return 0;
    const { pools } = line;
    let limit = 0;
    for (let place = 0; place < pools.length; place++) {
      const index = pools[place]!;
      if (backfill.promisesIn(index)) limit = Math.max(limit, fitLimitOf(this.view, line, index));
    }
    return limit;
  }

  /** The largest job of a line that would fit a pool if its victims left. */
  private reclaims(line: LineView, index: number): number {
    if (line.reach === 0 && this.turnovers === null) return 0;
    const pool = this.view.pools[index]!;
    const limit = reclaimLimit(line, pool);
    return line.headroom === null ? limit : Math.min(limit, headroomLimit(pool, line.headroom[index]!));
  }

  /** Start in the first pool where the job fits; else preempt in the first where that makes room. */
  private fill(job: JobIndex, line: LineView, proposal: Proposal): void {
    const gpus = this.view.jobs.whole[job + JobWhole.gpus]!;
    const { pools } = line;
    for (let place = 0; place < pools.length; place++) {
      const index = pools[place]!;
      if (gpus > fitLimitOf(this.view, line, index)) continue;
      proposal.reset(ProposalKind.start, job, index, gpus);
      placeGang(this.placement, roomOf(line, this.view.pools[index]!), gpus, line.topology, proposal);
      return;
    }
    this.level = 0; // what the victims leave beyond the need is offered to every level
    this.borrowing = false; // their groups may be within their quotas again
    if (this.turnovers !== null) {
      this.turnovers.fill(job, line, proposal);
      return;
    }
    for (let place = 0; place < pools.length; place++) {
      const index = pools[place]!;
      const pool = this.view.pools[index]!;
      if (gpus > this.reclaims(line, index)) continue;
      proposal.reset(ProposalKind.preempt, job, index, gpus);
      this.victims.choose(pool, gpus, line.reach, line.topology, proposal);
      return;
    }
    fault(`job row ${job} was found to fit, and no pool has room for it`);
  }

  private proposeForServices(proposal: Proposal): boolean {
    for (const service of this.view.services) {
      if (service.missing > 0 && this.proposeGrowth(service, proposal)) return true;
    }
    return false;
  }

  /** Replicas on free GPUs first; then, if rental may be preempted, the youngest victims for what is missing. */
  private proposeGrowth(service: ServiceView, proposal: Proposal): boolean {
    if (this.turnovers !== null) return this.turnovers.grow(service, proposal);
    const { view } = this;
    const { gpusPerReplica, missing } = service;
    for (let place = 0; place < service.pools.length; place++) {
      const index = service.pools[place]!;
      const pool = view.pools[index]!;
      const gpus = this.replicasThatFit(pool, gpusPerReplica, missing);
      if (gpus === 0) continue;
      proposal.reset(ProposalKind.grow, service.holders[place]!, index, gpus);
      if (gpusPerReplica > 1) placeGang(this.placement, pool, gpus, "none", proposal);
      else if (pool.nodes !== null) this.placement.spread(pool.nodes, gpus, proposal);
      return true;
    }
    const reach = view.serviceReach;
    if (reach === 0) return false;
    for (let place = 0; place < service.pools.length; place++) {
      const index = service.pools[place]!;
      const pool = view.pools[index]!;
      const oneByOne = gpusPerReplica === 1;
      const gpus = oneByOne ? Math.min(missing, pool.reclaimable(reach)) : gpusPerReplica;
      if (gpus === 0 || (!oneByOne && gpus > pool.reclaimLimit(reach))) continue;
      proposal.reset(ProposalKind.preempt, service.holders[place]!, index, gpus);
      if (oneByOne) this.victims.chooseByCount(pool, gpus, reach, proposal);
      else this.victims.choose(pool, gpus, reach, "none", proposal);
      return true;
    }
    return false;
  }

  /** GPUs by which a service can grow in one proposal: all it misses one by one, or one replica that has a shape. */
  private replicasThatFit(pool: PoolView, gpusPerReplica: number, missing: number): number {
    if (gpusPerReplica === 1) return Math.min(missing, pool.free);
    return gpusPerReplica <= pool.fitLimit ? gpusPerReplica : 0;
  }
}
