// Quotas of groups, with borrowing: a job starts within the quota of its group, and beyond it only if the group borrows and
// nobody within a quota waits. A group without a quota is always within it.

import { JobWhole } from "../workload/job-row.ts";
import { NO_JOB } from "../workload/job-table.ts";
import type { LineView, View } from "./contract.ts";

/** GPUs of the largest job of a line that its quota lets start. */
export function quotaLimit(line: LineView, borrowing: boolean): number {
  return borrowing && line.borrows ? Infinity : line.quotaRoom;
}

/**
 * Whether a job waits that its quota would let start.
 * @param blocks only the first of each line counts: it holds up the others of its line
 */
export function waitsWithinQuota({ jobs, levels }: View, blocks: boolean): boolean {
  for (const { lines } of levels) {
    for (const line of lines) {
      if (line.count === 0) continue;
      const job = line.first(blocks ? Infinity : line.quotaRoom);
      if (job !== NO_JOB && jobs.whole[job + JobWhole.gpus]! <= line.quotaRoom) return true;
    }
  }
  return false;
}
