// How many replications of a point are wanted, given those that are known. What is decided depends on the values of the
// first replications in their order and on nothing else: not on who made them, in what order or in which portions.

import { meanInterval } from "../statistics/interval.ts";
import { isPrecise, type Precision, sequentialStop } from "../statistics/sequential-stopping.ts";
import type { ReplicationRule } from "./experiment.ts";
import { type PointRuns, valuesOf } from "./known.ts";

/** More at once than so many times those that are known would trust an early guess of the spread too far. */
const MOST_GROWTH = 1.5;

interface Wanted {
  /** replications in all, the known ones among them */
  readonly replications: number;
  /** whether that is the end: the point counts with just these */
  readonly settled: boolean;
}

/**
 * @param runs of the point, or null
 * @param known replications that are known from the first on, without a hole
 */
export function wantedReplications(rule: ReplicationRule, runs: PointRuns | null, known: number): Wanted {
  if (rule.kind === "fixed") return { replications: rule.replications, settled: known >= rule.replications };
  if (known < rule.minimum) return { replications: rule.minimum, settled: false };
  const all = Math.min(known, rule.maximum);
  const stops = rule.targets.map(({ metric, precision }) => {
    const values = valuesOf(runs, metric, all);
    return { values, precision, at: sequentialStop(values, rule.minimum, precision).stopsAt };
  });
  const stop = lastStop(stops, rule.minimum, all);
  if (stop !== null) return { replications: stop, settled: true };
  if (all === rule.maximum) return { replications: rule.maximum, settled: true };
  const forecast = Math.max(...stops.map(({ values, precision }) => forecastOf(values, precision)));
  const grown = Math.min(forecast, Math.ceil(MOST_GROWTH * all), rule.maximum);
  return { replications: Math.max(all + 1, grown), settled: false };
}

interface Target {
  readonly values: readonly number[];
  readonly precision: Precision;
  /** replications after which this target alone is met first, or null */
  readonly at: number | null;
}

/** The least number of replications after which every target is met at once, or null. */
function lastStop(targets: readonly Target[], minimum: number, known: number): number | null {
  const alone = targets.map(({ at }) => at);
  if (alone.includes(null)) return null;
  const from = Math.max(minimum, ...(alone as number[]));
  for (let n = from; n <= known; n++) {
    const met = targets.every(({ values, precision }) =>
      isPrecise(meanInterval(values.slice(0, n)), precision),
    );
    if (met) return n;
  }
  return null;
}

/** Replications after which the target is probably met: half-widths fall with the root of their number. */
function forecastOf(values: readonly number[], precision: Precision): number {
  const { mean, high } = meanInterval(values);
  const target =
    "absolute" in precision
      ? precision.absolute
      : (precision.relative / (1 + precision.relative)) * Math.abs(mean);
  const needed = values.length * ((high - mean) / target) ** 2;
  return Number.isFinite(needed) ? Math.ceil(needed) : Number.POSITIVE_INFINITY;
}
