// Against a table of costs per GPU-hour that was calculated from the same inputs by others: straight-line cost, the same with
// capital at 9 %, and the energy of a busy GPU beyond an idle one, at a life of 5.5 years, 4 % opex, a PUE of 1.08 and $0.065/kWh.

import { expect, test } from "vitest";
import { hourCost, idlePower, marginalPower } from "../../../src/economics/gpu-hour-cost.ts";
import { GPU_TYPES } from "../../../src/economics/gpu-types.ts";
import { planOf } from "./plans.ts";

const ELECTRICITY = 0.065;

test.each([
  ["A100", 0.62, 0.77, 0.037],
  ["H100", 1.24, 1.54, 0.054],
  ["H200", 1.34, 1.66, 0.054],
  ["MI300X", 1.0, 1.25, 0.058],
  // The table has 0.070; its own formula gives 1.79 × 0.55 × 1.08 × 0.065 = 0.0691.
  ["B200", 1.62, 2.01, 0.069],
  ["GB200", 1.5, 1.92, 0.071],
])(
  "an hour of an %s costs $%d, $%d with capital, and $%d of energy when it is busy",
  (type, straight, full, energy) => {
    const [gpu, plan] = [GPU_TYPES[type]!, planOf()];
    const { depreciation, capital, opex } = hourCost(gpu, plan);
    const marginal = marginalPower(gpu, plan) * ELECTRICITY;
    const busy = idlePower(gpu, plan) * ELECTRICITY + marginal;
    // The table has two decimals, and three for energy.
    expect(Math.abs(depreciation + opex + busy - straight)).toBeLessThanOrEqual(0.0051);
    expect(Math.abs(depreciation + opex + busy + capital - full)).toBeLessThanOrEqual(0.0051);
    expect(Math.abs(marginal - energy)).toBeLessThanOrEqual(0.00051);
  },
);

test("an H100 by hand: $42,000 over 5.5 years, $16,700 over 20, 9 % on half of both, 4 %, and 1.39 kW", () => {
  const { depreciation, capital, opex } = hourCost(GPU_TYPES.H100!, planOf());
  expect(depreciation).toBeCloseTo(42_000 / (5.5 * 8760) + 16_700 / (20 * 8760), 12);
  expect(capital).toBeCloseTo((0.09 * (42_000 + 16_700)) / 2 / 8760, 12);
  expect(opex).toBeCloseTo((0.04 * 42_000) / 8760, 12);
  expect(marginalPower(GPU_TYPES.H100!, planOf())).toBeCloseTo(1.39 * 0.55 * 1.08, 12);
});

test("what is left at the end is not written off, and is tied up to the end", () => {
  const { depreciation, capital } = hourCost(GPU_TYPES.H100!, planOf({ residual: 0.5 }));
  expect(depreciation).toBeCloseTo(21_000 / (5.5 * 8760) + 16_700 / (20 * 8760), 12);
  expect(capital).toBeCloseTo((0.09 * (42_000 + 21_000 + 16_700)) / 2 / 8760, 12);
});
