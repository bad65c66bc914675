// What one GPU-hour costs, part by part: straight-line depreciation, capital tied up on average, running costs and power.

import { HOUR, YEAR } from "../kernel/time.ts";
import type { EconomicsPlan, GpuCost } from "./plan.ts";

const HOURS_PER_YEAR = YEAR / HOUR;

/** $ for an hour of one installed GPU, whether it is held or not; power aside. */
interface HourCost {
  /** of the capital less its residual value, and of the building */
  readonly depreciation: number;
  /** of the capital that is tied up, on average over its life */
  readonly capital: number;
  readonly opex: number;
}

/** (capital − residual) / life + facility / its life; wacc × mean capital tied up; opex × capital. */
export function hourCost(gpu: GpuCost, plan: EconomicsPlan): HourCost {
  const residual = plan.residual * gpu.capital;
  const tiedUp = (gpu.capital + residual + gpu.facility) / 2;
  return {
    depreciation: (gpu.capital - residual) / (plan.life / HOUR) + gpu.facility / (plan.facilityLife / HOUR),
    capital: (plan.wacc * tiedUp) / HOURS_PER_YEAR,
    opex: (plan.opex * gpu.capital) / HOURS_PER_YEAR,
  };
}

/** kW drawn at the meter by a GPU that is idle. */
export function idlePower({ power, idle }: GpuCost, { pue }: EconomicsPlan): number {
  return power * idle * pue;
}

/** kW that a GPU draws more at the meter while somebody holds it. */
export function marginalPower({ power, busy, idle }: GpuCost, { pue }: EconomicsPlan): number {
  return power * (busy - idle) * pue;
}
