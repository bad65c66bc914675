// The answer of a point: a metric over its replications, where it means anything.

import { meanInterval } from "../statistics/interval.ts";
import { growingLines, type PointRuns, placeOf, valuesOf } from "./known.ts";

/** A figure in each replication; none where the metric is about a waiting line that grows without end. */
export function steadyFigures(point: PointRuns | null, metric: string, replications: number): number[] {
  const growing = growingLines(point, replications);
  const lines = point?.metrics[placeOf(point, metric)]?.lines ?? [];
  return lines.some((line) => growing.has(line)) ? [] : valuesOf(point, metric, replications);
}

/** Mean over the replications that have a value; NaN where there is none. */
export function meanAnswer(point: PointRuns | null, metric: string, replications: number): number {
  return meanInterval(steadyFigures(point, metric, replications)).mean;
}
