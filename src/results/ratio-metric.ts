import type { RunTotals } from "../ledger/rows.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Metric } from "./metrics.ts";

/** A figure that is a ratio of two sums over all replications, such as a margin. */
export interface RatioMetric<Subject>
  extends Pick<Metric<Subject>, "name" | "unit" | "formula" | "description"> {
  /** numerator and denominator of one run */
  readonly of: (
    totals: RunTotals,
    subject: Subject,
    scenario: Scenario,
  ) => { readonly above: number; readonly below: number };
}
