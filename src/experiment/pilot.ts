// What a pilot, the first replications of a point, says of how precise the means of that point will be.

import { mean } from "simple-statistics";
import { type Forecast, forecastHalfWidth, forecastReplications } from "../statistics/precision-forecast.ts";
import type { Precision } from "../statistics/sequential-stopping.ts";
import { steadyFigures } from "./answers.ts";
import { type PointRuns, placeOf } from "./known.ts";

/** How precise the mean of a metric will be. */
export interface PrecisionForecast {
  readonly metric: string;
  readonly unit: string;
  /** of the pilot; NaN where it has no steady value in two replications at least, and nothing is forecast */
  readonly mean: number;
  /** half-width of the 95 % interval after the replications that are planned, in the unit; null: not forecast */
  readonly halfWidth: Forecast | null;
  /** replications after which the mean is as precise as wanted; null: nothing is wanted of it, or not forecast */
  readonly needed: Forecast | null;
}

export interface PlannedRuns {
  readonly replications: number;
  /** what is wanted of a metric; null: nothing */
  readonly wanted: (metric: string) => Precision | null;
}

/** A row for each of these metrics that the point has. */
export function precisionForecasts(
  pilot: PointRuns,
  metrics: readonly string[],
  planned: PlannedRuns,
): PrecisionForecast[] {
  return metrics
    .filter((metric) => placeOf(pilot, metric) >= 0)
    .map((metric) => rowOf(pilot, metric, planned));
}

function rowOf(pilot: PointRuns, metric: string, { replications, wanted }: PlannedRuns): PrecisionForecast {
  const { unit } = pilot.metrics[placeOf(pilot, metric)]!;
  const values = steadyFigures(pilot, metric, pilot.runs.length).filter((value) => !Number.isNaN(value));
  if (values.length < 2) return { metric, unit, mean: Number.NaN, halfWidth: null, needed: null };
  const center = mean(values);
  const precision = wanted(metric);
  const target = precision === null ? 0 : halfWidthOf(precision, center);
  return {
    metric,
    unit,
    mean: center,
    halfWidth: forecastHalfWidth(values, replications),
    needed: target > 0 ? forecastReplications(values, target) : null,
  };
}

/** The half-width at which `isPrecise` holds, about this mean. */
function halfWidthOf(precision: Precision, center: number): number {
  if ("absolute" in precision) return precision.absolute;
  return (precision.relative / (1 + precision.relative)) * Math.abs(center);
}
