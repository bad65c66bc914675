// Rows of comparison.csv.

import type { Estimate } from "../../index.ts";
import type { ExperimentResults } from "./experiment-results.ts";

/** One metric of one point against the control. */
export interface Compared {
  readonly point: number;
  /** as in points.csv */
  readonly values: readonly string[];
  readonly metric: string;
  readonly unit: string;
  readonly difference: Estimate;
  /** of both, over the pairs */
  readonly mean: number;
  readonly controlMean: number;
  /** corrected */
  readonly p: number;
}

export async function readComparison(results: ExperimentResults): Promise<Compared[]> {
  const rows: Compared[] = [];
  await results.each("comparison.csv", (row) => {
    rows.push({
      point: row.number("point"),
      values: results.paths.map(({ path }) => results.setting(path, row.text(path))),
      metric: row.text("metric"),
      unit: row.text("unit"),
      difference: {
        mean: row.number("difference"),
        low: row.number("ci_low"),
        high: row.number("ci_high"),
        replications: row.number("replications"),
      },
      mean: row.number("mean"),
      controlMean: row.number("control_mean"),
      p: row.number("p_holm"),
    });
  });
  return rows;
}
