// What replications say together and not one by one: promises that are learnt from all of them, and uses of idle GPUs that are
// compared over several runs of each. They have tables of their own, and rows in the summary.

import type { AlternativeRow } from "../economics/alternatives.ts";
import { type CommitmentRow, commitmentRisk } from "../economics/commitment-risk.ts";
import { type FirmCapacityRow, firmCapacity } from "../economics/firm-capacity.ts";
import type { RunTotals } from "../ledger/rows.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { ByVariant } from "../scenario/variant.ts";
import { alternativeRows, alternativeSummary } from "./alternative-metrics.ts";
import { commitmentMetrics, commitmentSummary } from "./commitment-metrics.ts";
import { firmSummary } from "./firm-metrics.ts";
import type { NamedMetric, SummaryRow } from "./summary-table.ts";
import { trajectoryValueSummary } from "./trajectory-value.ts";

/** What a run that is over has come to. */
export interface RunOutcome {
  readonly total: RunTotals;
  /** its net present value, $; NaN unless it is a trajectory that says what GPUs cost */
  readonly value: number;
}

/** Their rows, empty where the scenario asks for none. */
export interface JointTables {
  /** after rental, and what internal work alone leaves */
  readonly firmCapacity: Readonly<Record<"rental" | "baseline", readonly FirmCapacityRow[]>>;
  readonly commitments: Readonly<Record<"rental" | "baseline", readonly CommitmentRow[]>>;
  readonly alternatives: readonly AlternativeRow[];
}

/** @param runs of each variant, by replication */
export function jointTables(runs: ByVariant<readonly RunTotals[]>, scenario: Scenario): JointTables {
  const { rental, baseline } = runs;
  const { commitments } = scenario;
  return {
    firmCapacity: { rental: firmCapacity(rental, scenario), baseline: firmCapacity(baseline, scenario) },
    commitments: {
      rental: commitmentRisk(rental, commitments),
      baseline: commitmentRisk(baseline, commitments),
    },
    alternatives: alternativeRows(runs, scenario),
  };
}

/**
 * The rows of summary.csv about them, and the net present value of a trajectory.
 * @param values of each run, $, by replication
 */
export function jointSummary(
  { firmCapacity, commitments, alternatives }: JointTables,
  values: ByVariant<readonly number[]>,
  scenario: Scenario,
): SummaryRow[] {
  return [
    ...firmSummary(firmCapacity.rental, firmCapacity.baseline, scenario),
    ...commitmentSummary(commitments.rental, commitments.baseline, scenario),
    ...alternativeSummary(alternatives),
    ...trajectoryValueSummary(values.rental, values.baseline, scenario),
  ];
}

/** The metrics that these rows will be of, before anything has run; but for firm capacity, which has series of its own. */
export function jointMetrics(scenario: Scenario): NamedMetric[] {
  const none = { rental: [], baseline: [], backfill: [] };
  return [
    ...commitmentMetrics(scenario),
    ...alternativeSummary(alternativeRows(none, scenario)),
    ...trajectoryValueSummary([], [], scenario),
  ];
}
