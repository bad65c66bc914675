// What the scheduler expects of running and waiting jobs by their estimates: kept only where a backfill asks for it.

import type { JobIndex } from "../workload/job-table.ts";

/** Hears of everything that moves an expected end or a reservation. */
export interface Outlook {
  /** a job is about to join its line */
  joins(job: JobIndex): void;
  /** a waiting job is about to leave its line, to start or for another reason */
  leaves(job: JobIndex, toStart: boolean): void;
  /** a run, or a further attempt of it, has begun */
  begins(job: JobIndex): void;
  /** a run or an attempt ends, or its GPUs are promised to a preemptor whenever it does */
  ends(job: JobIndex): void;
  /** the proposals of a pass have all been carried out */
  settle(): void;
}
