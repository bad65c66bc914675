// What a stretch of time is worth at its beginning: money of each step, what GPUs cost when they come, and what they are still
// worth at the end, all discounted.

import { type Duration, HOUR, type Instant, YEAR } from "../kernel/time.ts";
import type { LedgerRows } from "../ledger/ledger.ts";
import type { UtilisationRow } from "../ledger/rows.ts";
import { idlePower, marginalPower } from "./gpu-hour-cost.ts";
import type { EconomicsPlan } from "./plan.ts";

/** GPUs that were bought together. */
interface Purchase {
  readonly at: Instant;
  /** $ of GPUs with server and network, and of the building */
  readonly capital: number;
  readonly facility: number;
}

/** The net present value of one run without a warm-up. Money of a step counts in its middle. */
export class PresentValue {
  private readonly plan: EconomicsPlan;
  private readonly purchases: Purchase[];
  /** $, energy left out, and kWh, discounted: the price of energy is known at the end */
  private money = 0;
  private energy = 0;

  /** @param gpus of each pool, from the beginning: bought at 0 */
  constructor(plan: EconomicsPlan, gpus: readonly number[]) {
    this.plan = plan;
    this.purchases = gpus.map((count, pool) => this.purchase(0, pool, count, 0));
  }

  /** Rows that the run has written since the last call. */
  add({ utilisation, revenue, tokens, deliveries }: LedgerRows): void {
    const { salesOverhead } = this.plan;
    for (const row of utilisation) this.run(row);
    for (const { stepStart, stepEnd, revenue: sold } of [...revenue, ...tokens])
      this.money += (1 - salesOverhead) * sold * this.discount((stepStart + stepEnd) / 2);
    for (const { instant, pool, gpus, capex } of deliveries)
      this.purchases.push(this.purchase(instant, pool, gpus, capex));
  }

  /**
   * Σ money / (1 + wacc)^years − Σ what was bought + Σ what is left of it: straight-line over its life, down to the residual value.
   * @param tariff mean price of electricity where it moves, $/kWh
   * @returns $
   */
  close({ measured, tariff }: { readonly measured: Duration; readonly tariff: number }): number {
    const { plan, purchases } = this;
    const paid = purchases.reduce(
      (sum, { at, capital, facility }) => sum + (capital + facility) * this.discount(at),
      0,
    );
    const left = purchases.reduce((sum, { at, capital, facility }) => {
      const gone = (life: Duration) => Math.min(1, (measured - at) / life);
      return (
        sum + capital * (1 - (1 - plan.residual) * gone(plan.life)) + facility * (1 - gone(plan.facilityLife))
      );
    }, 0);
    return this.money - this.energy * (plan.electricity ?? tariff) - paid + left * this.discount(measured);
  }

  /** Worth of the internal work of a step, if that is said, less opex and power. */
  private run(row: UtilisationRow): void {
    const { plan } = this;
    const gpu = plan.gpus[row.pool]!;
    const discount = this.discount((row.stepStart + row.stepEnd) / 2);
    const useful = row.allocatedInternal - row.overheadInternal - row.lostInternal;
    const opex = (plan.opex * gpu.capital * row.installed) / YEAR;
    this.money += discount * ((plan.internalValue ?? 0) * (useful / HOUR) - opex);
    const held = row.allocatedInternal + row.allocatedRental;
    this.energy +=
      discount * ((row.installed * idlePower(gpu, plan) + held * marginalPower(gpu, plan)) / HOUR);
  }

  /** What is paid is what the delivery says, and otherwise the capital of its type; the building comes with it. */
  private purchase(at: Instant, pool: number, gpus: number, capex: number): Purchase {
    const { capital, facility } = this.plan.gpus[pool]!;
    return { at, capital: capex > 0 ? capex : gpus * capital, facility: gpus * facility };
  }

  private discount(at: Instant): number {
    return (1 + this.plan.wacc) ** (-at / YEAR);
  }
}
