import { grown } from "../kernel/column.ts";
import { type JobIndex, rowNumber } from "../workload/job-row.ts";

/** The group of each job in the system, by its number within the source: beside the job table, for who asks when it has left. */
export class JobGroups {
  private group = new Int32Array(64);

  set(job: JobIndex, group: number): void {
    const row = rowNumber(job);
    if (row >= this.group.length) this.group = grown(this.group, 2 * Math.max(row, this.group.length));
    this.group[row] = group;
  }

  of(job: JobIndex): number {
    return this.group[rowNumber(job)]!;
  }
}
