// Rows of a job table for tests of queues: only what an order reads.

import { type JobIndex, JobTable } from "../../../src/workload/job-table.ts";

/** A table whose row `i` has the key `keys[i]`, the sequence number `i` and, if given, `gpus[i]` GPUs. */
export function jobsWithKeys(
  keys: readonly number[],
  gpus: readonly number[] = [],
): { jobs: JobTable; rows: JobIndex[] } {
  const jobs = new JobTable();
  const rows = keys.map((key, sequence) => {
    const job = jobs.take();
    jobs.key[job] = key;
    jobs.sequence[job] = sequence;
    jobs.gpus[job] = gpus[sequence] ?? 1;
    return job;
  });
  return { jobs, rows };
}

/** The rows in order: by key, then by sequence. */
export function inOrder(jobs: JobTable, rows: Iterable<JobIndex>): JobIndex[] {
  return [...rows].sort((a, b) => jobs.key[a]! - jobs.key[b]! || jobs.sequence[a]! - jobs.sequence[b]!);
}
