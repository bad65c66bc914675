import { JobWhole } from "../../workload/job-row.ts";
import type { Order } from "../contract.ts";

/** Smallest job first: the fewest GPUs; ties by arrival. (Majumdar, Eager and Bunt 1988: smallest number of processes.) */
export const smallestFirst: Order = (job, { jobs }) => jobs.whole[job + JobWhole.gpus]!;
