// One server, a high class that preempts, and a low class with always a job waiting, whose jobs start again from
// their last free checkpoint. Gaver (1962); Avi-Itzhak and Naor (1963), preemptive-repeat-identical.

import { requirePositive, requireStable, requireWhole } from "./domain.ts";

interface RepeatedJobs {
  /** mean time from first start to end of a low job, preempted time included */
  readonly meanCompletion: number;
  /** low jobs per unit of time */
  readonly throughput: number;
  /** share of time of the server that counts towards a low job */
  readonly useful: number;
  /** share of time of the server redone by low jobs */
  readonly lost: number;
  /** per unit of time */
  readonly preemptionRate: number;
}

/**
 * n (e^{λ s/n} − 1) / (λ (1 − ρ)) for low jobs of length s with n free checkpoints, under high arrivals of rate λ and
 * load ρ; with n = 1 a job restarts from scratch.
 * @param highRate arrivals per unit of time, > 0
 * @param highLoad arrival rate × mean service time of the high class, in (0, 1)
 * @param length work of each low job, > 0
 * @param parts number of equal stretches, each saved at its end: 1, 2, …
 */
export function preemptiveRepeat(
  highRate: number,
  highLoad: number,
  length: number,
  parts: number,
): RepeatedJobs {
  requirePositive("high arrival rate", highRate);
  requirePositive("high load", highLoad);
  requireStable(highLoad, 1);
  requirePositive("length", length);
  requireWhole("parts", parts, 1);
  const meanCompletion = (parts * Math.expm1((highRate * length) / parts)) / (highRate * (1 - highLoad));
  const useful = length / meanCompletion;
  return {
    meanCompletion,
    throughput: 1 / meanCompletion,
    useful,
    lost: 1 - highLoad - useful,
    preemptionRate: highRate * (1 - highLoad),
  };
}
