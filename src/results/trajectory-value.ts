// The net present value of a trajectory, with rental and without, in the summary.

import { PresentValue } from "../economics/present-value.ts";
import type { LedgerRows } from "../ledger/ledger.ts";
import type { RunTotals } from "../ledger/rows.ts";
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

/** A run by its place in the experiment. */
interface Run {
  readonly variant: "rental" | "baseline";
  readonly replication: number;
}

export class TrajectoryValues {
  private readonly scenario: Scenario;
  private readonly gpus: readonly number[];
  private readonly runs: Record<Run["variant"], PresentValue[]> = { rental: [], baseline: [] };

  /** @param gpus of each pool, from the beginning */
  constructor(scenario: Scenario, gpus: readonly number[]) {
    this.scenario = scenario;
    this.gpus = gpus;
  }

  /** Rows that a run has written since the last call; they count in a trajectory that says what GPUs cost. */
  add({ variant, replication }: Run, rows: LedgerRows): void {
    const { mode, economics } = this.scenario;
    if (mode === "steady" || economics === null) return;
    const values = this.runs[variant];
    values[replication] ??= new PresentValue(economics, this.gpus);
    values[replication].add(rows);
  }

  /**
   * The rows of summary.csv; none where nothing was added.
   * @param totals of the replications that count, and of their baselines in the same order
   */
  summary(totals: Readonly<Record<Run["variant"], readonly RunTotals[]>>): SummaryRow[] {
    if (this.runs.rental.length === 0) return [];
    const of = (variant: Run["variant"]) =>
      totals[variant].map((run, replication) => this.runs[variant][replication]!.close(run));
    const [run, baseline] = [of("rental"), of("baseline")];
    const row = (suffix: string, estimate: Estimate) =>
      summaryRow(`${TRAJECTORY_VALUE.name}${suffix}`, TRAJECTORY_VALUE.unit, estimate);
    const own = row("", meanInterval(run));
    if (!this.scenario.baseline) return [own];
    return [
      own,
      row("_baseline", meanInterval(baseline)),
      row("_difference", pairedDifference(run, baseline)),
    ];
  }
}
