// The net present value of a trajectory, with rental and without, in the summary.

import { PresentValue } from "../economics/present-value.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { type Estimate, meanInterval, pairedDifference } from "../statistics/interval.ts";
import { type SummaryRow, summaryRow } from "./summary-table.ts";

export const TRAJECTORY_VALUE = {
  name: "trajectory_net_present_value_usd",
  unit: "USD",
  formula:
    "Σ over steps of ((1 − sales_overhead) × revenue + internal_value × useful internal GPU-h − opex − power) / (1 + wacc)^years − capital of what is bought + what is left of it, each discounted",
  description:
    "Of the stretch of time, at its beginning; mode: trajectory with `economics`. Internal work counts only if there is an `internal_value`; with a baseline there are its own and the paired difference.",
} as const;

/**
 * What adds the value of one run up, or null unless it is a trajectory that says what GPUs cost.
 * @param gpus of each pool, from the beginning
 */
export function presentValueOf({ mode, economics }: Scenario, gpus: readonly number[]): PresentValue | null {
  return mode === "steady" || economics === null ? null : new PresentValue(economics, gpus);
}

/**
 * The rows of summary.csv; none unless there are such values.
 * @param runs $ of each replication, and
 * @param baselines of the same without rental, in the same order
 */
export function trajectoryValueSummary(
  runs: readonly number[],
  baselines: readonly number[],
  { mode, economics, baseline }: Scenario,
): SummaryRow[] {
  if (mode === "steady" || economics === null) return [];
  const row = (suffix: string, estimate: Estimate) =>
    summaryRow(`${TRAJECTORY_VALUE.name}${suffix}`, TRAJECTORY_VALUE.unit, estimate);
  const own = row("", meanInterval(runs));
  if (!baseline) return [own];
  return [
    own,
    row("_baseline", meanInterval(baselines)),
    row("_difference", pairedDifference(runs, baselines)),
  ];
}
