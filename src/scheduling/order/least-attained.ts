// Least attained service in discretised queues (Gu et al., "Tiresias", NSDI 2019, section 3.2; least attained service is
// the foreground-background queue of Nuyens and Wierman's survey, 2008). A job sinks from queue to queue as it has attained the thresholds.

import type { Duration } from "../../kernel/time.ts";
import { JobState, JobWhole } from "../../workload/job-row.ts";
import type { JobIndex } from "../../workload/job-table.ts";
import type { Order, OrderView } from "../contract.ts";

/** The number of thresholds attained; inside a queue those that run go before those that wait, and these by arrival. */
export const leastAttained: Order = (job, view) => {
  const waits = view.jobs.whole[job + JobWhole.state] === JobState.waiting;
  return queueOf(job, view) + (waits ? 0.5 : 0);
};

/** Time until a run sinks to its next queue if it works without a break, whole ms; Infinity in the last queue. */
export function untilDemotion(job: JobIndex, view: OrderView): Duration {
  const threshold = view.terms.thresholds[queueOf(job, view)];
  if (threshold === undefined) return Number.POSITIVE_INFINITY;
  return Math.ceil(threshold / perWork(job, view) - view.workDone(job));
}

function queueOf(job: JobIndex, view: OrderView): number {
  const { thresholds } = view.terms;
  const attained = view.workDone(job) * perWork(job, view);
  let queue = 0;
  while (queue < thresholds.length && attained >= thresholds[queue]!) queue++;
  return queue;
}

/** Service attained by an ms of work: in time, or in GPU-time. */
function perWork(job: JobIndex, { jobs, terms }: OrderView): number {
  return terms.by === "time" ? 1 : jobs.whole[job + JobWhole.gpus]!;
}
