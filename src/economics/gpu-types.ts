// What GPUs cost if a scenario does not say it, at prices of 2026. No vendor publishes the whole: most are assumptions.

import type { GpuCost } from "./plan.ts";

/** Assumption: shares of the nameplate that a GPU draws while it is held (from 60 % to 90 %) and idle (from 10 % to 35 %). */
export const DRAWN = { busy: 0.8, idle: 0.25 };

/** Assumption: $ of building, power and cooling for each kW of the nameplate. */
export const FACILITY_PER_KW = 12_000;

// Capital: assumption. Power: commonly, as critical IT power per GPU.
const A100: GpuCost = { capital: 20_000, facility: 10_000, power: 0.95, ...DRAWN };

/** By the type of a pool. Facility: about $12k/kW (assumption) where no source is named. */
export const GPU_TYPES: Readonly<Record<string, GpuCost>> = {
  A100,
  A100_80: A100,
  // Capital: assumption, inside $37.5k to $43.8k of servers at $300k to $350k for eight, and $50k with network. Power: commonly;
  // a server of 10.2 kW is 1.275 kW a GPU before the network.
  H100: { capital: 42_000, facility: 16_700, power: 1.39, ...DRAWN },
  // Capital: assumption. Power: as the H100.
  H200: { capital: 46_000, facility: 16_700, power: 1.39, ...DRAWN },
  // Capital: assumption. Power: commonly; the chip alone is 750 W (AMD's data sheet).
  MI300X: { capital: 32_000, facility: 18_000, power: 1.5, ...DRAWN },
  // Capital: assumption; a GPU alone is sold for $40k. Power: commonly.
  B200: { capital: 55_000, facility: 21_500, power: 1.79, ...DRAWN },
  // A rack of 72 costs $3.4M for compute and $2.5M for its infrastructure (Bernstein, 2025). Power: commonly.
  GB200: { capital: 47_200, facility: 34_700, power: 1.83, ...DRAWN },
};
