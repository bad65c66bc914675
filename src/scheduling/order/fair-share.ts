// Fair share with decay (Kay and Lauder 1988; as Slurm's multifactor plugin has it): of one priority, the group that has
// used the least goes first, and use counts half after every half-life.

import type { Duration } from "../../kernel/time.ts";
import { JobReal } from "../../workload/job-row.ts";
import type { LineOrder, Order } from "../contract.ts";

/** Inside a group: by arrival. */
export const fairShare: Order = (job, { jobs }) => jobs.real[job + JobReal.sequence]!;

/** Among groups: the least use. It changes as time goes by, and so is asked for once at the beginning of every pass. */
export const leastUsed: LineOrder = (line, view) => view.usage(line.group);

/**
 * Use after some time more, GPU-ms: what was used before has decayed, and `gpus` have been held since.
 * It solves u′ = gpus − u ln 2 / half-life.
 */
export function usageAfter(usage: number, gpus: number, elapsed: Duration, halfLife: Duration): number {
  const left = 2 ** (-elapsed / halfLife);
  return usage * left + (gpus * halfLife * (1 - left)) / Math.LN2;
}
