// In which order running jobs are taken off their GPUs. The lowest tier goes first; inside a tier the order decides.

import type { PoolView } from "../../fleet/pool-view.ts";
import { fault } from "../../kernel/assert.ts";
import { JobWhole } from "../../workload/job-row.ts";
import type { JobIndex } from "../../workload/job-table.ts";
import { NO_JOB } from "../../workload/job-table.ts";
import type { View } from "../contract.ts";
import type { VictimsName } from "../plan.ts";

/** Candidates one after the other, the first to be taken first. */
export interface VictimOrder {
  /** Begin with the victims of the tiers below `reach`, when `missing` GPUs are missing. */
  begin(pool: PoolView, reach: number, missing: number): void;
  /** The next candidate, or −1. */
  next(): JobIndex;
}

/** The next candidate, where it is known that they make room. */
export function nextVictim(order: VictimOrder): JobIndex {
  const job = order.next();
  if (job === NO_JOB) fault("the runs that may be preempted do not make room for the job that preempts them");
  return job;
}

export function victimOrder(name: VictimsName, view: View): VictimOrder {
  switch (name) {
    case "youngest":
      return new ByStart(view, true);
    case "oldest":
      return new ByStart(view, false);
    case "fewest":
      return new Sorted(view, fewest);
    case "least-lost-work":
      return new Sorted(view, leastLostWork);
    case "cheapest":
      return new Sorted(view, cheapest);
  }
}

/** The run that started last, or first: the runs of a tier hang together in that order, and nothing is sorted. */
class ByStart implements VictimOrder {
  private readonly view: View;
  private readonly youngestFirst: boolean;
  private pool: PoolView | null = null;
  private reach = 0;
  private tier = 0;
  private job: JobIndex = NO_JOB;

  constructor(view: View, youngestFirst: boolean) {
    this.view = view;
    this.youngestFirst = youngestFirst;
  }

  begin(pool: PoolView, reach: number): void {
    this.pool = pool;
    this.reach = reach;
    this.tier = 0;
    this.job = this.firstOf(0);
  }

  next(): JobIndex {
    while (this.job === NO_JOB && ++this.tier < this.reach) this.job = this.firstOf(this.tier);
    const { job } = this;
    if (job === NO_JOB) return NO_JOB;
    const { previous, next } = this.view.jobs;
    this.job = (this.youngestFirst ? previous[job]! : next[job]!) as JobIndex;
    return job;
  }

  private firstOf(tier: number): JobIndex {
    if (tier >= this.reach) return NO_JOB;
    return (this.youngestFirst ? this.pool!.youngest[tier]! : this.pool!.oldest[tier]!) as JobIndex;
  }
}

/** Sorts the candidates of a tier, given with the youngest first; those that are equal stay so. */
type Sorting = (candidates: readonly JobIndex[], view: View, missing: number) => JobIndex[];

/** An order that must look at every candidate: the definition demands it. */
class Sorted implements VictimOrder {
  private readonly view: View;
  private readonly sorting: Sorting;
  private candidates: JobIndex[] = [];
  private place = 0;

  constructor(view: View, sorting: Sorting) {
    this.view = view;
    this.sorting = sorting;
  }

  begin(pool: PoolView, reach: number, missing: number): void {
    this.candidates = [];
    this.place = 0;
    for (let tier = 0; tier < reach; tier++) {
      const runs: JobIndex[] = [];
      let job = pool.youngest[tier]! as JobIndex;
      for (; job !== NO_JOB; job = this.view.jobs.whole[job + JobWhole.previous]! as JobIndex) runs.push(job);
      for (const victim of this.sorting(runs, this.view, missing)) this.candidates.push(victim);
    }
  }

  next(): JobIndex {
    return this.candidates[this.place++] ?? NO_JOB;
  }
}

/** The smallest job that suffices alone, else the largest jobs first: as few victims as GPUs alone can tell. */
function fewest(candidates: readonly JobIndex[], { jobs }: View, missing: number): JobIndex[] {
  const rank = (job: JobIndex) =>
    jobs.whole[job + JobWhole.gpus]! >= missing
      ? -1 / jobs.whole[job + JobWhole.gpus]! - 1
      : -jobs.whole[job + JobWhole.gpus]! / 2 ** 32;
  return candidates
    .map((job) => ({ job, rank: rank(job) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ job }) => job);
}

/** The least work lost per GPU gained first. */
function leastLostWork(candidates: readonly JobIndex[], view: View): JobIndex[] {
  const lost = (job: JobIndex) => view.lostWork(job) / view.jobs.whole[job + JobWhole.gpus]!;
  return candidates
    .map((job) => ({ job, lost: lost(job) }))
    .sort((a, b) => a.lost - b.lost)
    .map(({ job }) => job);
}

/** The least billed for a GPU-hour first; internal work bills nothing. */
function cheapest(candidates: readonly JobIndex[], { jobs, billedPerHour }: View): JobIndex[] {
  const price = (job: JobIndex) => billedPerHour[jobs.whole[job + JobWhole.source]!]!;
  return [...candidates].sort((a, b) => price(a) - price(b));
}
