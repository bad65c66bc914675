import { horizon, perHorizon } from "../../index.ts";
import type { RunResults } from "../run-results.ts";

/** The measured time of a replication in words: "4 weeks". */
export function measuredText(results: RunResults): string {
  return horizon(measured(results));
}

/** What sums over the measured time are told by: "per 4 weeks", and of a trajectory "in these 4 weeks". */
export function perMeasured(results: RunResults): string {
  return perHorizon(measured(results), results.scenario.mode);
}

/** ms */
function measured(results: RunResults): number {
  return Math.round(1000 * results.metric("measured_s").mean);
}
