// Metrics of what internal work loses to rental. They compare a run with its baseline, replication by replication.

import { breakEven } from "../economics/break-even.ts";
import { displacedHours, moneyOf, usefulGpuHours, usefulInternalHours } from "../economics/displacement.ts";
import type { RunTotals, WaitRow } from "../ledger/rows.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { type Estimate, meanInterval } from "../statistics/interval.ts";
import { ratioByDelta } from "../statistics/ratio.ts";
import type { Metric } from "./metrics.ts";
import { toSeconds } from "./units.ts";

/** Runs and their baselines, in the same order. */
export interface Pairs {
  readonly runs: readonly RunTotals[];
  readonly baselines: readonly RunTotals[];
}

/** A figure that only a run and its baseline have together. */
interface PairedMetric extends Pick<Metric<null>, "name" | "unit" | "formula" | "description"> {
  readonly of: (pairs: Pairs, scenario: Scenario) => Estimate;
}

/** Money of a run that rental changes; written beside the metrics of the fleet. */
export const MONEY_METRIC: Metric<null> = {
  name: "money_usd",
  unit: "USD",
  formula: "revenue_usd − energy of all held GPUs beyond idle ones − penalties of refused jobs",
  description:
    "Money that rental changes; its difference is what renting adds at the margin. Energy counts if the scenario has `economics`.",
  of: (totals, _, scenario) => money(totals, scenario),
};

function money(totals: RunTotals, { sources, economics }: Scenario): number {
  return moneyOf(totals, new Map(sources.map(({ name, penalty }) => [name, penalty])), economics);
}

/** Useful work of an internal source or service, by its name. */
export const USEFUL_METRIC: Metric<string> = {
  name: "useful_gpu_h",
  unit: "GPU-h",
  formula: "Σ useful_gpu_h of allocation.csv",
  description:
    "GPU-hours of a source or service that count; their difference is the useful work that it loses (or gains) by rental.",
  of: ({ held }, source) => {
    const row = held.find((each) => each.source === source);
    return row === undefined ? Number.NaN : usefulGpuHours(row);
  },
};

function each<T>({ runs, baselines }: Pairs, of: (run: RunTotals, baseline: RunTotals) => T): T[] {
  return runs.map((run, replication) => of(run, baselines[replication]!));
}

export const DISPLACEMENT_METRICS: readonly PairedMetric[] = [
  {
    name: "displaced_gpu_h",
    unit: "GPU-h",
    formula: "useful_internal_gpu_h_baseline − useful_internal_gpu_h",
    description: "Useful internal GPU-hours lost because rental ran; negative where internal work gains.",
    of: (pairs) => meanInterval(each(pairs, displacedHours)),
  },
  {
    name: "displaced_share",
    unit: "share",
    formula: "Σ displaced_gpu_h / Σ useful_internal_gpu_h_baseline, over replications",
    description: "The same as a share of the useful internal GPU-hours without rental.",
    of: (pairs) => ratioByDelta(each(pairs, displacedHours), pairs.baselines.map(usefulInternalHours)),
  },
  {
    name: "break_even_usd_per_gpu_h",
    unit: "USD/GPU-h",
    formula: "Σ money_usd_difference / Σ displaced_gpu_h, over replications; interval by Fieller's theorem",
    description:
      "Renting stops to pay above this value of a useful internal GPU-hour. Empty: it pays at every value. Without ci_high internal work may lose nothing, and the value is at least ci_low; without both nothing is known.",
    of: (pairs, scenario) => {
      const added = each(pairs, (run, baseline) => money(run, scenario) - money(baseline, scenario));
      return breakEven(added, each(pairs, displacedHours));
    },
  },
];

/** Written where the scenario says what an internal GPU-hour is worth. */
export const VALUE_METRICS: readonly PairedMetric[] = [
  {
    name: "displaced_value_usd",
    unit: "USD",
    formula: "displaced_gpu_h × internal_value",
    description: "Worth of the useful internal work lost.",
    of: (pairs, scenario) => meanInterval(each(pairs, (...pair) => worth(scenario, ...pair))),
  },
  {
    name: "gain_usd",
    unit: "USD",
    formula: "money_usd_difference − displaced_value_usd",
    description: "What renting adds, less the worth of what internal work loses by it.",
    of: (pairs, scenario) =>
      meanInterval(
        each(
          pairs,
          (run, baseline) =>
            money(run, scenario) - money(baseline, scenario) - worth(scenario, run, baseline),
        ),
      ),
  },
];

function worth({ economics }: Scenario, run: RunTotals, baseline: RunTotals): number {
  return economics!.internalValue! * displacedHours(run, baseline);
}

/** Sizes of the jobs of a source that have started in any of these runs, ascending; none where there is only one. */
export function sizesOf(source: string, totals: readonly RunTotals[]): number[] {
  const sizes = new Set(
    totals.flatMap(({ waits }) => waits.flatMap((row) => (row.source === source ? [row.size] : []))),
  );
  const numbers = [...sizes].filter((size) => size !== "all").sort((a, b) => a - b);
  return numbers.length > 1 ? numbers : [];
}

/** About the jobs of one size of a source. */
export const SIZE_METRIC: Metric<Pick<WaitRow, "source" | "size">> = {
  name: "wait_mean_s",
  unit: "s",
  formula: "wait_mean_s of waits.csv, of that size",
  description: "Mean wait of the jobs of one size that started.",
  lines: ({ source }) => [source],
  of: ({ waits }, { source, size }) => {
    const row = waits.find((each) => each.source === source && each.size === size);
    return row === undefined || row.count === 0 ? Number.NaN : toSeconds(row.mean);
  },
};
