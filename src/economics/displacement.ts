// What internal work loses because rental ran: useful GPU-hours. Work counts when it has been done and kept, whether its job
// has ended or not; what a run still has running at its end counts. A service is useful while it holds what it wants, so that
// what it loses is its further shortfall. Delay is another matter: it is in the waits.

import { HOUR } from "../kernel/time.ts";
import type { HeldTime, RunTotals } from "../ledger/rows.ts";
import { energyOfHeld } from "./accounts.ts";
import type { EconomicsPlan } from "./plan.ts";

/** GPU-hours that count, of what a holder has had. */
export function usefulGpuHours({ allocated, checkpoint, restart, lost }: HeldTime): number {
  return (allocated - checkpoint - restart - lost) / HOUR;
}

/** The same of all internal work. */
export function usefulInternalHours(totals: RunTotals): number {
  return usefulInternal(totals) / HOUR;
}

/** Useful internal GPU-hours that a run does less than its baseline; negative where it does more. */
export function displacedHours(run: RunTotals, baseline: RunTotals): number {
  return (usefulInternal(baseline) - usefulInternal(run)) / HOUR;
}

/**
 * Money of a run that its baseline may have more or less of, $: net revenue, less the energy that all held GPUs drew beyond idle
 * ones, less the penalties of refused jobs. What does not depend on rental is left out.
 * @param penalties $ for a refused job of a source, by its name
 * @param plan null: nothing is said of costs, and energy is free
 */
export function moneyOf(
  totals: RunTotals,
  penalties: ReadonlyMap<string, number>,
  plan: EconomicsPlan | null,
): number {
  const revenue = [...totals.sales, ...totals.tokens].reduce((sum, sales) => sum + sales.revenue, 0);
  const penalty = totals.outcomes.reduce(
    (sum, { source, byOutcome }) => sum + (penalties.get(source) ?? 0) * byOutcome.refused,
    0,
  );
  return revenue - penalty - (plan === null ? 0 : energyOfHeld(totals, plan));
}

/** Whole GPU-ms, so that differences are exact. */
function usefulInternal({ gpuTime }: RunTotals): number {
  return gpuTime.reduce(
    (sum, pool) => sum + pool.allocatedInternal - pool.overheadInternal - pool.lostInternal,
    0,
  );
}
