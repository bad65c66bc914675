// Failures of a gang: the first failed node takes it down, so failure rates add up. Times in any one unit.
// Kokolis et al. (HPCA 2025), arXiv 2410.21680; Grattafiori et al. (2024), section 3.3.4.

import { requireInsideUnit, requirePositive } from "./domain.ts";

/**
 * Mean time to failure of a gang: 1 / (nodes × rate).
 * @param nodes of the gang, > 0
 * @param failureRate failures per node and unit of time, > 0
 */
export function gangMeanTimeToFailure(nodes: number, failureRate: number): number {
  requirePositive("nodes", nodes);
  requirePositive("failure rate", failureRate);
  return 1 / (nodes * failureRate);
}

/** Mean time to interruption: time observed, > 0, by interruptions counted, > 0. */
export function meanTimeToInterruption(observed: number, interruptions: number): number {
  requirePositive("time observed", observed);
  requirePositive("interruptions", interruptions);
  return observed / interruptions;
}

/** Failures per node and unit of time, from a count over so many nodes. */
export function failureRatePerNode(observed: number, failures: number, nodes: number): number {
  requirePositive("nodes", nodes);
  return 1 / (nodes * meanTimeToInterruption(observed, failures));
}

/**
 * The mean time that an interruption may cost, lost work and restart, while this share of the time stays effective.
 * @param interval mean time to interruption, > 0
 * @param share in (0, 1)
 */
export function largestLoss(interval: number, share: number): number {
  requirePositive("mean time to interruption", interval);
  requireInsideUnit("share", share);
  return (1 - share) * interval;
}

/** Share of time that a unit is up: mean time to failure / (that + mean time to repair), whatever the two laws. */
export function availability(meanTimeToFailure: number, meanTimeToRepair: number): number {
  requirePositive("mean time to failure", meanTimeToFailure);
  requirePositive("mean time to repair", meanTimeToRepair);
  return meanTimeToFailure / (meanTimeToFailure + meanTimeToRepair);
}
