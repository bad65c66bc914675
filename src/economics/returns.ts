// What a fleet returns on what was paid for it, if the measured pace went on.

import { type Duration, YEAR } from "../kernel/time.ts";
import type { FleetAccount } from "./accounts.ts";
import type { EconomicsPlan } from "./plan.ts";

/** (rental revenue + worth of internal work − running costs − depreciation) a year / capital. NaN without a worth. */
export function returnOnCapital(fleet: FleetAccount, measured: Duration): number {
  return ((cash(fleet) - fleet.depreciation) / fleet.capital) * (YEAR / measured);
}

/** Years until revenue and the worth of internal work, less running costs, have paid for the fleet; Infinity: never. */
export function paybackYears(fleet: FleetAccount, measured: Duration): number {
  const yearly = cash(fleet) * (YEAR / measured);
  return yearly <= 0 ? Number.POSITIVE_INFINITY : fleet.capital / yearly;
}

function cash({ revenue, internalValue, runningCost }: FleetAccount): number {
  return revenue + internalValue - runningCost;
}

/** Money at a time. */
interface Flow {
  /** years from now */
  readonly at: number;
  /** $, negative when it is paid */
  readonly amount: number;
}

/** Σ amount / (1 + rate)^at, $. */
export function netPresentValue(flows: readonly Flow[], rate: number): number {
  return flows.reduce((sum, { at, amount }) => sum + amount / (1 + rate) ** at, 0);
}

/**
 * The flows of a fleet over its life: its capital now; at the end of each year the cash of that year, rental prices moving by
 * the drift (a year's are those of its middle); and what is left of its capital at the end. The last year may be a part of one.
 */
export function fleetFlows(fleet: FleetAccount, plan: EconomicsPlan, measured: Duration): Flow[] {
  const years = plan.life / YEAR;
  const perYear = YEAR / measured;
  // What is paid for selling moves with what is sold.
  const sold = (1 - plan.salesOverhead) * fleet.revenue * perYear;
  const rest = cash(fleet) * perYear - sold;
  const flows: Flow[] = [{ at: 0, amount: -fleet.capital }];
  for (let begin = 0; begin < years; begin++) {
    const end = Math.min(begin + 1, years);
    const price = (1 + plan.priceDrift) ** ((begin + end) / 2);
    flows.push({ at: end, amount: (end - begin) * (rest + price * sold) });
  }
  flows.push({ at: years, amount: plan.residual * fleet.capital });
  return flows;
}
