// Metrics of a stretch of time in which the fleet grows.

import type { Metric } from "./metrics.ts";

/** Written in mode: trajectory. */
export const TRAJECTORY_METRICS: readonly Metric<null>[] = [
  {
    name: "capex_usd",
    unit: "USD",
    formula: "Σ capex_usd of trajectory.csv",
    description: "Money paid for the nodes that have arrived; written in mode: trajectory.",
    of: ({ capex }) => capex,
  },
];
