import { meanInterval } from "../statistics/interval.ts";
import type { Experiment } from "./experiment.ts";
import { type Known, valuesOf } from "./known.ts";

export interface Width {
  readonly metric: string;
  /** index of the point */
  readonly point: number;
  /** half-width of the 95 % interval / |mean| */
  readonly share: number;
}

/** The least certain of a point's metrics so far, of those that are shown or waited for; null before there is an interval. */
export function widestInterval(experiment: Experiment, known: Known, point: number): Width | null {
  const { replications, metrics } = experiment;
  const watched = replications.kind === "until" ? replications.targets.map(({ metric }) => metric) : metrics;
  const made = known.prefix(point);
  const widths = watched.flatMap((metric) => {
    const { mean, high } = meanInterval(valuesOf(known.of(point), metric, made));
    const share = (high - mean) / Math.abs(mean);
    return Number.isFinite(share) ? [{ metric, point, share }] : [];
  });
  return widths.reduce<Width | null>(
    (widest, width) => (widest === null || width.share > widest.share ? width : widest),
    null,
  );
}
