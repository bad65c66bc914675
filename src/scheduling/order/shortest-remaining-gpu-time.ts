import { JobWhole } from "../../workload/job-row.ts";
import type { Order } from "../contract.ts";
import { estimatedRemaining } from "./shortest-remaining.ts";

/**
 * Shortest remaining service first (SRSF; Gu et al., "Tiresias", NSDI 2019): the least remaining time × GPUs; ties by
 * arrival.
 */
export const shortestRemainingGpuTime: Order = (job, view) =>
  estimatedRemaining(job, view) * view.jobs.whole[job + JobWhole.gpus]!;
