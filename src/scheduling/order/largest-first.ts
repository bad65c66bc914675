import { JobWhole } from "../../workload/job-row.ts";
import type { Order } from "../contract.ts";

/** Largest job first (LJF; Li and Cheng 1991, IEEE TPDS 2(4), 413–422): the most GPUs; ties by arrival. */
export const largestFirst: Order = (job, { jobs }) => -jobs.whole[job + JobWhole.gpus]!;
