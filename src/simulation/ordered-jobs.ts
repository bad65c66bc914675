// Jobs of all lines by (priority, order): a tree for each priority.

import { NO_MEMBER, SumTree, TreeMembers } from "../kernel/sum-tree.ts";
import { JobReal, jobOfRow, rowNumber } from "../workload/job-row.ts";
import { type JobIndex, type JobTable, NO_JOB } from "../workload/job-table.ts";

interface Level {
  readonly priority: number;
  readonly tree: SumTree;
}

export class OrderedJobs {
  /** what else is to be known of a job: its value */
  readonly members = new TreeMembers();
  private readonly jobs: JobTable;
  /** the highest priority first */
  private levels: readonly Level[] = [];

  constructor(jobs: JobTable) {
    this.jobs = jobs;
  }

  add(job: JobIndex, priority: number): void {
    const { real } = this.jobs;
    this.members.set(rowNumber(job), real[job + JobReal.key]!, real[job + JobReal.sequence]!, 1);
    (this.treeOf(priority) ?? this.addLevel(priority)).add(rowNumber(job));
  }

  remove(job: JobIndex, priority: number): void {
    this.treeOf(priority)!.remove(rowNumber(job));
  }

  /** The first of all, or −1. */
  first(): JobIndex {
    return this.firstFrom(0);
  }

  /** The one that comes after a job of this priority, or −1; the job itself may have gone. */
  after(job: JobIndex, priority: number): JobIndex {
    const level = this.levels.findIndex((each) => each.priority === priority);
    const next = this.levels[level]!.tree.after(rowNumber(job));
    return next === NO_MEMBER ? this.firstFrom(level + 1) : jobOfRow(next);
  }

  private firstFrom(level: number): JobIndex {
    for (let place = level; place < this.levels.length; place++) {
      const first = this.levels[place]!.tree.first();
      if (first !== NO_MEMBER) return jobOfRow(first);
    }
    return NO_JOB;
  }

  private treeOf(priority: number): SumTree | undefined {
    for (const level of this.levels) if (level.priority === priority) return level.tree;
    return undefined;
  }

  private addLevel(priority: number): SumTree {
    const tree = new SumTree(this.members);
    this.levels = [...this.levels, { priority, tree }].sort((a, b) => b.priority - a.priority);
    return tree;
  }
}
