// Jobs of one line and one size that wait, as a tree by order that knows the shortest expected run of any part of it: what
// EASY asks is answered without walking the queue.

import { SumTree, type TreeMembers } from "../kernel/sum-tree.ts";
import type { Duration } from "../kernel/time.ts";
import { JobReal, jobOfRow, rowNumber } from "../workload/job-row.ts";
import { type JobIndex, type JobTable, NO_JOB, standsBefore } from "../workload/job-table.ts";
import type { JobQueue } from "./job-queue.ts";

export class TreeQueue implements JobQueue {
  head: JobIndex = NO_JOB;
  private readonly jobs: JobTable;
  private readonly members: TreeMembers;
  private readonly tree: SumTree;

  /** @param members holds the expected length of a job before it is added */
  constructor(jobs: JobTable, members: TreeMembers) {
    this.jobs = jobs;
    this.members = members;
    this.tree = new SumTree(members);
  }

  add(job: JobIndex): void {
    const { real } = this.jobs;
    this.members.set(rowNumber(job), real[job + JobReal.key]!, real[job + JobReal.sequence]!, 1);
    this.tree.add(rowNumber(job));
    if (this.head === NO_JOB || standsBefore(this.jobs, job, this.head)) this.head = job;
  }

  remove(job: JobIndex): void {
    this.tree.remove(rowNumber(job));
    if (job === this.head) this.head = jobOfRow(this.tree.first());
  }

  /** The first job that is expected to run for at most `length` ms, or −1. */
  firstShort(length: Duration): JobIndex {
    return jobOfRow(this.tree.firstWithin(length));
  }

  /** How many of its jobs stand before a job, which may be of another queue. */
  countBefore(job: JobIndex): number {
    const { real } = this.jobs;
    return this.tree.weightBefore(real[job + JobReal.key]!, real[job + JobReal.sequence]!);
  }
}
