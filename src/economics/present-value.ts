// What a stretch of time is worth at its beginning: money of each step, what GPUs cost when they come, and what they are still
// worth when they leave or at the end, all discounted.

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
  /** what is owned: what has been bought, and, with a minus, what has been sold of it */
  private readonly owned: Purchase[] = [];
  /** $, energy left out but purchases and sales included, and kWh, discounted: the price of energy is known at the end */
  private money = 0;
  private energy = 0;

  /** @param gpus of each pool, from the beginning: bought at 0 */
  constructor(plan: EconomicsPlan, gpus: readonly number[]) {
    this.plan = plan;
    gpus.forEach((count, pool) => {
      this.buy(0, pool, count, 0);
    });
  }

  /** Rows that the run has written since the last call. */
  add({ utilisation, revenue, tokens, deliveries, retirements }: LedgerRows): void {
    const { salesOverhead } = this.plan;
    for (const row of utilisation) this.run(row);
    for (const { stepStart, stepEnd, revenue: sold } of [...revenue, ...tokens])
      this.money += (1 - salesOverhead) * sold * this.discount((stepStart + stepEnd) / 2);
    for (const { instant, pool, gpus, capex } of deliveries) this.buy(instant, pool, gpus, capex);
    for (const { instant, pool, gpus } of retirements) this.sell(instant, pool, gpus);
  }

  /**
   * Σ money / (1 + wacc)^years − Σ what was bought + Σ what is left of it.
   * @param tariff mean price of electricity where it moves, $/kWh
   * @returns $
   */
  close({ measured, tariff }: { readonly measured: Duration; readonly tariff: number }): number {
    const { plan, owned } = this;
    const left = owned.reduce((sum, purchase) => sum + this.bookValue(purchase, measured), 0);
    return this.money - this.energy * (plan.electricity ?? tariff) + left * this.discount(measured);
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
  private buy(at: Instant, pool: number, gpus: number, capex: number): void {
    const { capital, facility } = this.plan.gpus[pool]!;
    const bought = { at, capital: capex > 0 ? capex : gpus * capital, facility: gpus * facility };
    this.owned.push(bought);
    this.money -= (bought.capital + bought.facility) * this.discount(at);
  }

  /** GPUs that were there from the beginning are sold for what they are still worth (assumption); the building stays. */
  private sell(at: Instant, pool: number, gpus: number): void {
    const sold = { at: 0, capital: gpus * this.plan.gpus[pool]!.capital, facility: 0 };
    this.owned.push({ ...sold, capital: -sold.capital });
    this.money += this.bookValue(sold, at) * this.discount(at);
  }

  /** Straight-line over its life, down to the residual value. */
  private bookValue({ at, capital, facility }: Purchase, now: Instant): number {
    const { plan } = this;
    const gone = (life: Duration) => Math.min(1, (now - at) / life);
    return capital * (1 - (1 - plan.residual) * gone(plan.life)) + facility * (1 - gone(plan.facilityLife));
  }

  private discount(at: Instant): number {
    return (1 + this.plan.wacc) ** (-at / YEAR);
  }
}
