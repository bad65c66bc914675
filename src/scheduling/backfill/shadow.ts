// The reservation of the blocked head of line: in which of its pools it will first have room by the estimates, when, and
// what it will leave there for others.

import type { Instant } from "../../kernel/time.ts";
import { JobWhole } from "../../workload/job-row.ts";
import { type JobIndex, NO_JOB } from "../../workload/job-table.ts";
import {
  type LineView,
  type Placement,
  Proposal,
  ProposalKind,
  type RunsByEndView,
  type View,
} from "../contract.ts";
import { headroomLeft } from "../fit.ts";
import { placeGang } from "../placement/gang.ts";
import { RoomyNodes } from "./roomy-nodes.ts";

export class Shadow {
  /** the pool of the reservation, or −1: no end of any run makes room for the head, and nothing is promised to it */
  pool = -1;
  /** when all that the estimates let end by then has ended, the head fits */
  instant: Instant = Number.POSITIVE_INFINITY;
  /** GPUs that are free then and that the head does not need */
  private spare = 0;
  private readonly view: View;
  private readonly runs: RunsByEndView;
  private readonly placement: Placement;
  /** nodes that will be roomy, by pool; null where counts decide */
  private readonly roomy: readonly (RoomyNodes | null)[];
  private readonly trial = new Proposal();

  constructor(view: View, placement: Placement) {
    this.view = view;
    this.runs = view.runsByEnd!;
    this.placement = placement;
    this.roomy = view.pools.map((pool) => (pool.shape === "whole-nodes" ? new RoomyNodes(pool) : null));
  }

  /** Find the reservation of a head that cannot start now: the earliest, and of equal ones the pool it prefers. */
  cast(head: JobIndex, line: LineView): void {
    const gpus = this.view.jobs.whole[head + JobWhole.gpus]!;
    this.pool = -1;
    this.instant = Number.POSITIVE_INFINITY;
    for (let place = 0; place < line.pools.length; place++) {
      const index = line.pools[place]!;
      const instant = this.look(line, index, gpus);
      if (instant >= this.instant) continue;
      this.instant = instant;
      this.pool = index;
    }
    if (this.pool === -1) return;
    if (line.pools.length > 1) this.look(line, this.pool, gpus);
    const need = gpus + headroomLeft(this.view, line, this.pool);
    const { free } = this.view.pools[this.pool]!;
    this.spare = free + this.runs.releasedBy(this.pool, this.instant) - need;
    this.roomy[this.pool]?.releaseUntil(this.runs, this.pool, this.instant);
  }

  /** Whether a job that starts now ends by the estimate when the head is to start, or before. */
  endsInTime(job: JobIndex): boolean {
    return this.view.now + this.runs.lengthOf(job) <= this.instant;
  }

  /** Whether a job of so many GPUs could start now and run past the shadow. */
  spares(gpus: number): boolean {
    if (gpus > this.spare) return false;
    const roomy = this.roomy[this.pool]!;
    if (roomy === null) return true;
    this.trial.reset(ProposalKind.start, NO_JOB, this.pool, gpus);
    placeGang(this.placement, this.view.pools[this.pool]!, gpus, "none", this.trial);
    return roomy.spares(this.trial);
  }

  /** A job is about to start in the pool: one that runs past the shadow takes of what is left. */
  pass(proposal: Proposal, endsInTime: boolean): void {
    if (!endsInTime) this.spare -= proposal.gpus;
    this.roomy[this.pool]?.pass(proposal, endsInTime);
  }

  /** When a pool will have room for a job of so many GPUs; Infinity: the ends of its runs do not suffice. */
  private look(line: LineView, index: number, gpus: number): Instant {
    const { view, runs } = this;
    const lacking = gpus + headroomLeft(view, line, index) - view.pools[index]!.free;
    const enough = lacking <= 0 ? NO_JOB : runs.releasing(index, lacking);
    if (lacking > 0 && enough === NO_JOB) return Number.POSITIVE_INFINITY;
    const counted = enough === NO_JOB ? view.now : Math.max(view.now, runs.endOf(enough));
    const roomy = this.roomy[index]!;
    return roomy === null ? counted : Math.max(counted, roomy.releaseFor(gpus, runs, index, view.now));
  }
}
