import { JobReal } from "../../workload/job-row.ts";
import type { Order } from "../contract.ts";

/** First come, first served: by arrival. */
export const fcfs: Order = (job, { jobs }) => jobs.real[job + JobReal.sequence]!;
