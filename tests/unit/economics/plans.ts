import { GPU_TYPES } from "../../../src/economics/gpu-types.ts";
import type { EconomicsPlan } from "../../../src/economics/plan.ts";
import { YEAR } from "../../../src/kernel/time.ts";

/** One pool of H100 under the defaults, and `changes` to that. */
export function planOf(changes: Partial<EconomicsPlan> = {}): EconomicsPlan {
  return {
    electricity: 0.065,
    pue: 1.08,
    life: 5.5 * YEAR,
    facilityLife: 20 * YEAR,
    residual: 0,
    wacc: 0.09,
    opex: 0.04,
    salesOverhead: 0.05,
    priceDrift: -0.2,
    gpus: [GPU_TYPES.H100!],
    internalValue: 3,
    companyRevenue: null,
    peers: [],
    ...changes,
  };
}
