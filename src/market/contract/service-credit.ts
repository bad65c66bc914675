// What a customer gets back for a month in which it lacked its GPUs.

import type { CreditTier, ServiceLevel } from "./contract-plan.ts";

/** Share of the month's bill that is credited at an availability from 0 to 1: that of the lowest tier that is violated. */
export function creditShare(availability: number, tiers: readonly CreditTier[]): number {
  return tiers.findLast(({ below }) => availability < below)?.credit ?? 0;
}

/**
 * $ credited on a month's bill, as expected over customers of whom some claim.
 * @param bill $ of the month
 * @param availability share of the month in which the customer had its GPUs
 */
export function serviceCredit(bill: number, availability: number, level: ServiceLevel): number {
  return bill * Math.min(level.cap, creditShare(availability, level.tiers)) * level.claimProbability;
}
