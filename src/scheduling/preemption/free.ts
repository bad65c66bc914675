// Reallocation from zero (Gu et al., "Tiresias", NSDI 2019, as its simulator does it): at every pass the runnable jobs
// are served in order, as if nobody held anything. A run that gets its own GPUs goes on undisturbed; one that gets none
// is preempted; a job that waits and gets some starts.
//
//   plan on paper (sheet.ts)  ─▶  vacate those who get none  ─▶  start those who get some and find them free
//
// What the definition leaves open: runs that may not be preempted now, services and claims keep what they hold. A run
// that stays keeps its nodes. GPUs on notice for nobody in particular count as left, so that the plan stays the same
// until they are vacated; whoever is to have them waits for them, and those behind it take only what it does not need.

import { JobReal, JobWhole } from "../../workload/job-row.ts";
import { type JobIndex, JobState, NO_JOB } from "../../workload/job-table.ts";
import type { LineView, Placement, View } from "../contract.ts";
import { Proposal, ProposalKind } from "../contract.ts";
import { placeGang } from "../placement/gang.ts";
import { CountSheet, NodeSheet, type Sheet } from "./sheet.ts";

const SAFE = -1;

export class Reallocation {
  /** the job that holds up all those behind it in the plan, or −1 */
  blocker = NO_JOB;
  private readonly view: View;
  private readonly blocks: boolean;
  private readonly placement: Placement;
  private readonly sheets: readonly Sheet[];
  private readonly draft = new Proposal();
  /** the plan: runs to vacate, and jobs to start with their pools and, if these matter, their nodes */
  private readonly vacated: JobIndex[] = [];
  private readonly started: JobIndex[] = [];
  private readonly poolOf: number[] = [];
  private readonly firstNode: number[] = [];
  private readonly nodes: number[] = [];
  private readonly gpusOn: number[] = [];
  /** GPUs of each pool that nobody earlier in the plan waits for */
  private readonly unclaimed: number[];
  private planned = false;
  private vacating = 0;
  private starting = 0;
  /** a job of the plan, or one that held up others, has left meanwhile: there is to be another plan without it */
  private void = false;

  constructor(view: View, blocks: boolean, placement: Placement) {
    this.view = view;
    this.blocks = blocks;
    this.placement = placement;
    this.sheets = view.pools.map((pool, index) =>
      pool.shape === "whole-nodes"
        ? new NodeSheet(pool, view.jobs, placement, () => view.sketch(index))
        : new CountSheet(pool, view.jobs),
    );
    this.unclaimed = view.pools.map(() => 0);
  }

  begin(): void {
    this.planned = false;
    this.blocker = NO_JOB;
  }

  /** Fill in the next proposal; false when the pass is over. */
  propose(proposal: Proposal): boolean {
    do {
      if (!this.planned) this.plan();
      if (this.proposeVacation(proposal) || this.proposeStart(proposal)) return true;
      if (this.hasLeft(this.blocker)) this.void = true;
      this.planned = !this.void;
    } while (this.void);
    return false;
  }

  private plan(): void {
    const { runnable, jobs } = this.view;
    for (const list of [this.vacated, this.started, this.poolOf, this.firstNode, this.nodes, this.gpusOn])
      list.length = 0;
    this.vacating = 0;
    this.starting = 0;
    this.void = false;
    this.planned = true;
    this.openSheets();
    this.blocker = NO_JOB;
    for (let place = 0; place < runnable!.count; place++) {
      const job = runnable!.jobs[place]! as JobIndex;
      const runs = this.isLoose(job);
      if (runs && this.blocker === NO_JOB && this.sheets[jobs.whole[job + JobWhole.pool]!]!.keep(job))
        continue;
      if (runs) this.vacated.push(job);
      else if (jobs.whole[job + JobWhole.state] !== JobState.waiting) continue;
      const line = this.view.lines[jobs.whole[job + JobWhole.line]!]!;
      if (this.blocker !== NO_JOB || this.serve(job, line)) continue;
      if (this.blocks && this.waits(job, line)) this.blocker = job;
    }
  }

  /** All that may be given away: free, held by runs that may be preempted, and on notice for nobody in particular. */
  private openSheets(): void {
    const { runnable, jobs } = this.view;
    for (const sheet of this.sheets) sheet.begin();
    for (let place = 0; place < runnable!.count; place++) {
      const job = runnable!.jobs[place]! as JobIndex;
      const { whole } = jobs;
      const leaves =
        whole[job + JobWhole.state] === JobState.noticed && whole[job + JobWhole.claimant] === NO_JOB;
      if (leaves || this.isLoose(job)) this.sheets[whole[job + JobWhole.pool]!]!.open(job);
    }
  }

  /** Whether a job runs and may be preempted now. */
  private isLoose(job: JobIndex): boolean {
    const { whole } = this.view.jobs;
    return whole[job + JobWhole.state] === JobState.running && whole[job + JobWhole.tier] !== SAFE;
  }

  /** Whether a job that gets nothing stays; one that is refused at the end of the pass holds nobody up. */
  private waits(job: JobIndex, line: LineView): boolean {
    return line.waits || !Number.isNaN(this.view.jobs.real[job + JobReal.firstStart]!);
  }

  /** Give a job GPUs of the first of its pools where they are spare, else of the first where any are left. */
  private serve(job: JobIndex, line: LineView): boolean {
    return this.serveFrom(job, line, true) || this.serveFrom(job, line, false);
  }

  private serveFrom(job: JobIndex, line: LineView, onSpare: boolean): boolean {
    const gpus = this.view.jobs.whole[job + JobWhole.gpus]!;
    for (let at = 0; at < line.pools.length; at++) {
      const pool = line.pools[at]!;
      const kept = line.headroom === null ? 0 : line.headroom[pool]!;
      this.draft.reset(ProposalKind.start, job, pool, gpus);
      if (!this.sheets[pool]!.place(gpus, kept, onSpare, this.draft)) continue;
      this.started.push(job);
      this.poolOf.push(pool);
      this.firstNode.push(this.nodes.length);
      for (let place = 0; place < this.draft.nodeCount; place++) {
        this.nodes.push(this.draft.nodes[place]!);
        this.gpusOn.push(this.draft.gpusOn[place]!);
      }
      return true;
    }
    return false;
  }

  private proposeVacation(proposal: Proposal): boolean {
    const { jobs, pools } = this.view;
    if (this.vacating < this.vacated.length) {
      const job = this.vacated[this.vacating++]!;
      proposal.reset(
        ProposalKind.vacate,
        job,
        jobs.whole[job + JobWhole.pool]!,
        jobs.whole[job + JobWhole.gpus]!,
      );
      return true;
    }
    if (this.starting === 0) for (const [pool, { free }] of pools.entries()) this.unclaimed[pool] = free;
    return false;
  }

  /** Whether a victim has been killed, or a request refused. */
  private hasLeft(job: JobIndex): boolean {
    return job !== NO_JOB && this.view.jobs.whole[job + JobWhole.state] === JobState.free;
  }

  private proposeStart(proposal: Proposal): boolean {
    const { jobs, pools } = this.view;
    while (this.starting < this.started.length) {
      const place = this.starting++;
      const job = this.started[place]!;
      const index = this.poolOf[place]!;
      const gpus = jobs.whole[job + JobWhole.gpus]!;
      const standing = jobs.whole[job + JobWhole.state]!;
      if (standing !== JobState.waiting) {
        if (this.hasLeft(job)) this.void = true;
        continue;
      }
      proposal.reset(ProposalKind.start, job, index, gpus);
      if (pools[index]!.shape === "whole-nodes" ? this.addNodes(place, proposal) : this.claim(index, gpus)) {
        if (pools[index]!.shape === "spread")
          placeGang(this.placement, pools[index]!, gpus, "none", proposal);
        return true;
      }
    }
    return false;
  }

  /** Take so many GPUs of those that nobody earlier waits for; false, and none are left, when they are too few. */
  private claim(pool: number, gpus: number): boolean {
    const enough = gpus <= this.unclaimed[pool]!;
    this.unclaimed[pool] = Math.max(0, this.unclaimed[pool]! - gpus);
    return enough;
  }

  /** The planned nodes of a start; false when some of their GPUs have not been vacated yet. */
  private addNodes(place: number, proposal: Proposal): boolean {
    const { free } = this.view.pools[proposal.pool]!.nodes!;
    const end = this.firstNode[place + 1] ?? this.nodes.length;
    for (let at = this.firstNode[place]!; at < end; at++) {
      if (this.gpusOn[at]! > free[this.nodes[at]!]!) return false;
      proposal.addNode(this.nodes[at]!, this.gpusOn[at]!);
    }
    return true;
  }
}
