// Running jobs by the ends that their estimates let expect, for EASY: one tree a pool, summed by GPUs.

import { SumTree, TreeMembers } from "../kernel/sum-tree.ts";
import type { Duration, Instant } from "../kernel/time.ts";
import type { RunsByEndView } from "../scheduling/contract.ts";
import { JobReal, JobWhole, jobOfRow, rowNumber } from "../workload/job-row.ts";
import type { JobIndex } from "../workload/job-table.ts";
import { expectedEnd, expectedLength } from "./attempts.ts";
import type { Outlook } from "./outlook.ts";
import type { State } from "./state.ts";

export class RunsByEnd implements RunsByEndView, Outlook {
  /** also the members of the lines' queues: a job waits or runs, and the value of one that waits is its expected length */
  readonly members = new TreeMembers();
  private readonly state: State;
  private readonly trees: readonly SumTree[];

  constructor(state: State) {
    this.state = state;
    this.trees = state.pools.map(() => new SumTree(this.members));
  }

  joins(job: JobIndex): void {
    this.members.setValue(rowNumber(job), expectedLength(this.state, job));
  }

  leaves(): void {} // the line's queues take it out

  begins(job: JobIndex): void {
    const { real, whole } = this.state.jobs;
    const row = rowNumber(job);
    const end = expectedEnd(this.state, job);
    this.members.set(row, end, real[job + JobReal.sequence]!, whole[job + JobWhole.gpus]!);
    this.trees[whole[job + JobWhole.pool]!]!.add(row);
  }

  ends(job: JobIndex): void {
    this.trees[this.state.jobs.whole[job + JobWhole.pool]!]!.remove(rowNumber(job));
  }

  settle(): void {}

  releasing(pool: number, gpus: number): JobIndex {
    return jobOfRow(this.trees[pool]!.reaching(gpus));
  }

  releasedBy(pool: number, instant: Instant): number {
    return this.trees[pool]!.weightBefore(instant, Number.POSITIVE_INFINITY);
  }

  first(pool: number): JobIndex {
    return jobOfRow(this.trees[pool]!.first());
  }

  after(pool: number, job: JobIndex): JobIndex {
    return jobOfRow(this.trees[pool]!.after(rowNumber(job)));
  }

  endOf(job: JobIndex): Instant {
    return this.members.key(rowNumber(job));
  }

  lengthOf(job: JobIndex): Duration {
    return this.members.value(rowNumber(job));
  }
}
