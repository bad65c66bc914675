// Above which value of an internal GPU-hour renting stops to pay: the money that it adds / the useful GPU-hours that
// internal work loses by it.

import { fiellerSet } from "../statistics/fieller.ts";
import type { Estimate } from "../statistics/interval.ts";

/**
 * The value v of an internal GPU-hour at which added − v × displaced is 0, in $, over paired replications; Infinity: it pays
 * at every value. The interval is Fieller's, cut to what a value can mean: where the loss may be 0, its upper end is Infinity;
 * where the gain may be 0 too, nothing is known, and its lower end is −Infinity.
 * @param added $ by which the run earns more than its baseline, one for each replication
 * @param displaced useful internal GPU-hours that the run does less, in the same order
 */
export function breakEven(added: readonly number[], displaced: readonly number[]): Estimate {
  const replications = added.length;
  const [gain, loss] = [added, displaced].map((values) => values.reduce((sum, value) => sum + value, 0));
  const mean = loss! > 0 ? gain! / loss! : gain! >= 0 ? Number.POSITIVE_INFINITY : Number.NaN;
  if (replications < 2) return { mean, low: Number.NaN, high: Number.NaN, replications };
  const set = fiellerSet(added, displaced);
  if (set.kind === "all")
    return { mean, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY, replications };
  if (set.kind === "between" && loss! > 0) return { mean, low: set.low, high: set.high, replications };
  // Either internal work may lose nothing, or it gains: only a lower end is left, and none where it gains for sure.
  const low = set.kind === "outside" && gain! > 0 ? set.high : mean;
  return { mean, low, high: Number.POSITIVE_INFINITY, replications };
}
