import { JobReal } from "../../workload/job-row.ts";
import type { Order } from "../contract.ts";

/**
 * Earliest deadline first (EDF; Liu and Layland 1973): by the instant by which a job should have ended. One that states
 * no deadline has it a multiple of its estimate after its arrival.
 */
export const earliestDeadline: Order = (job, { jobs: { real }, terms }) => {
  const deadline = real[job + JobReal.deadline]!;
  if (deadline < Number.POSITIVE_INFINITY) return deadline;
  return real[job + JobReal.arrival]! + terms.deadlineFactor * real[job + JobReal.estimate]!;
};
