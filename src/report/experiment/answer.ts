// The answer of an experiment in sentences: how far each metric goes, where, and what it is compared with.

import { count, type Estimate } from "../../index.ts";
import { withInterval } from "../interval-text.ts";
import { prose, type Section } from "../section.ts";
import { type Compared, readComparison } from "./compared.ts";
import type { ExperimentResults, PointResult, ShownMetric } from "./experiment-results.ts";
import { writerOf } from "./metric-axis.ts";

/** Differences that chance gives less often than this are told (decided before anybody looks). */
const LEVEL = 0.05;

export async function answer(results: ExperimentResults): Promise<Section> {
  const compared = await readComparison(results);
  const sentences = results.metrics.flatMap((metric) => reachOf(results, metric));
  return {
    id: "answer",
    title: "What came out",
    blocks: [
      ...(sentences.length > 0 ? sentences : ["No point has a value of the metrics that are shown."]).map(
        prose,
      ),
      ...(compared.length > 0 ? [prose(verdict(results, compared))] : []),
    ],
  };
}

/** From the least to the greatest mean of a metric, and whether its intervals tell any points apart. */
function reachOf(results: ExperimentResults, { metric, unit }: ShownMetric): string[] {
  const meanOf = ({ estimates }: PointResult) => estimates.get(metric)?.mean ?? Number.NaN;
  const known = results.points.filter((point) => Number.isFinite(meanOf(point)));
  const sorted = known.toSorted((a, b) => meanOf(a) - meanOf(b));
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (least === undefined || most === undefined) return [];
  const text = (point: PointResult) =>
    `${withInterval(point.estimates.get(metric)!, writerOf(unit))} at point ${results.nameOf(point)}`;
  if (meanOf(least) === meanOf(most))
    return [`${metric} is ${text(least)}, and the same wherever it has a value.`];
  const ends = known.map((point) => point.estimates.get(metric)!).filter(({ low }) => Number.isFinite(low));
  if (ends.length < known.length)
    return [`${metric} goes from ${text(least)} to ${text(most)}; without intervals that may be chance.`];
  const apart = Math.max(...ends.map(({ low }) => low)) > Math.min(...ends.map(({ high }) => high));
  if (apart) return [`${metric} goes from ${text(least)} to ${text(most)}.${between(ends)}`];
  const write = writerOf(unit);
  return [
    `${metric} is between ${write(meanOf(least))} and ${write(meanOf(most))}, and the intervals of all ${known.length} points overlap: by these means alone no point is told from another.`,
  ];
}

/** How many points lie beyond the intervals of both ends. */
function between(estimates: readonly Estimate[]): string {
  if (estimates.length < 3) return "";
  const ordered = estimates.toSorted((a, b) => a.mean - b.mean);
  const [least, most] = [ordered[0]!, ordered.at(-1)!];
  const [low, high] = [
    ordered.slice(1).filter(({ low }) => low <= least.high).length,
    ordered.slice(0, -1).filter(({ high }) => high >= most.low).length,
  ];
  if (low + high === 0) return "";
  return ` By their intervals ${low} of the others may be as low as the first, and ${high} as high as the last.`;
}

function verdict({ control }: ExperimentResults, compared: readonly Compared[]): string {
  const told = compared.filter(({ p }) => p < LEVEL).length;
  return (
    `Against point ${control}, ${count(told)} of ${count(compared.length)} differences ${told === 1 ? "is" : "are"} more than chance at the 5 % level, ` +
    "corrected for how many were looked at."
  );
}
