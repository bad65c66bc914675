import { JobWhole } from "../../workload/job-row.ts";
import type { Order } from "../contract.ts";

/**
 * Smallest job first: the fewest GPUs; ties by arrival. Assumption: Majumdar, Eager and Bunt 1988 are its source (smallest
 * number of processes first); their text was not at hand.
 */
export const smallestFirst: Order = (job, { jobs }) => jobs.whole[job + JobWhole.gpus]!;
