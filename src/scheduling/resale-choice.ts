// Who starts on GPUs that their customers leave unused: the first in order, of the highest priority, that fits what is on
// offer and found no room in the pools as they are. It holds nobody up and leaves no headroom, for nobody else may have them.

import type { PoolView } from "../fleet/pool-view.ts";
import { JobWhole } from "../workload/job-row.ts";
import { type JobIndex, NO_JOB, standsBefore } from "../workload/job-table.ts";
import type { LevelView, LineView, Placement, Proposal, View } from "./contract.ts";
import { ProposalKind } from "./contract.ts";
import { placeGang } from "./placement/gang.ts";
import { quotaLimit } from "./quota.ts";

export class ResaleChoice {
  private readonly view: View;
  private readonly placement: Placement;
  /** by source: whether its jobs may be guests */
  private readonly guests: Uint8Array;

  constructor(view: View, placement: Placement, guests: Uint8Array) {
    this.view = view;
    this.placement = placement;
    this.guests = guests;
  }

  /** Fill in the next proposal; false when nobody fits. */
  propose(proposal: Proposal): boolean {
    for (const level of this.view.levels) if (this.proposeFrom(level, proposal)) return true;
    return false;
  }

  private proposeFrom({ lines }: LevelView, proposal: Proposal): boolean {
    const { jobs } = this.view;
    let best = NO_JOB;
    let bestLine: LineView | null = null;
    for (const line of lines) {
      if (line.count === 0 || this.guests[line.source] === 0) continue;
      const job = line.first(Math.min(this.limitOf(line), quotaLimit(line, false)));
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
    this.fill(best, bestLine, proposal);
    return true;
  }

  /** The largest job of a line that fits what is on offer in one of its pools. */
  private limitOf(line: LineView): number {
    let limit = 0;
    for (const index of line.pools) limit = Math.max(limit, fitLimit(line, this.view.pools[index]!));
    return limit;
  }

  private fill(job: JobIndex, line: LineView, proposal: Proposal): void {
    const gpus = this.view.jobs.whole[job + JobWhole.gpus]!;
    for (const index of line.pools) {
      const pool = this.view.pools[index]!;
      if (gpus > fitLimit(line, pool)) continue;
      proposal.reset(ProposalKind.resell, job, index, gpus);
      const { nodes } = pool.offers!;
      placeGang(this.placement, { nodes, shape: pool.shape, domains: null }, gpus, "none", proposal);
      return;
    }
  }
}

/** A gang that must be in one domain is resold no more than a node. */
function fitLimit({ topology }: LineView, { offers, gpusPerNode }: PoolView): number {
  const limit = offers!.fitLimit;
  return topology === "required" ? Math.min(limit, gpusPerNode) : limit;
}
