import { JobReal } from "../../workload/job-row.ts";
import type { JobIndex } from "../../workload/job-table.ts";
import type { Order, OrderView } from "../contract.ts";

/** Shortest remaining processing time (SRPT, Schrage 1968): the least of its estimate still to do; ties by arrival. */
export const shortestRemaining: Order = (job, view) => estimatedRemaining(job, view);

/** What the scheduler believes is still to do, ms: the estimate less the work done, and nothing once that is used up. */
export function estimatedRemaining(job: JobIndex, view: OrderView): number {
  return Math.max(0, view.jobs.real[job + JobReal.estimate]! - view.workDone(job));
}
