import { horizon } from "../../index.ts";
import type { RunResults } from "../run-results.ts";

/** The measured time of a replication in words: "4 weeks". */
export function measuredText(results: RunResults): string {
  return horizon(Math.round(1000 * results.metric("measured_s").mean));
}
