import { JobReal } from "../../workload/job-row.ts";
import type { Order } from "../contract.ts";

/** Shortest job first (SJF), by the estimate of the service time; ties by arrival. */
export const shortestFirst: Order = (job, { jobs }) => jobs.real[job + JobReal.estimate]!;
