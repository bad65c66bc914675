// What is looked for by `tune`: the best of a grid of points, some of which may be refined. Plain data.

import type { Precision } from "../../statistics/sequential-stopping.ts";
import type { AxisTree } from "../axis-schema.ts";

/** What is to be as great, or as small, as it can be: a sum of metrics, each times its weight. */
export interface Objective {
  /** 1: the greatest is the best; −1: the least is */
  readonly sense: 1 | -1;
  readonly terms: readonly { readonly metric: string; readonly weight: number }[];
}

/** A mean that has to be at least (sense 1), or at most (sense −1), a limit. */
export interface Constraint {
  readonly metric: string;
  readonly sense: 1 | -1;
  /** in the unit of the metric */
  readonly limit: number;
}

/** The values of one path, by their places; the places of all paths are those of a grid whose last path changes fastest. */
export interface TuneAxis {
  /** number of values, with those that only a refinement reaches */
  readonly size: number;
  /** places from one value of the first grid to the next: 1, or a power of two where the axis is refined */
  readonly stride: number;
  /** places of its least and its greatest value; null where values are no numbers */
  readonly ends: readonly [number, number] | null;
}

export interface Tuning {
  readonly kind: "tune";
  readonly objective: Objective;
  readonly constraints: readonly Constraint[];
  /** in the order of the paths */
  readonly axes: readonly TuneAxis[];
  /** how often the steps of ranges are halved around the best */
  readonly refinements: number;
  /** difference from the best that does not matter: a share of its mean, or an amount in the unit of the objective */
  readonly indifference: Precision;
  /** of the choice on each grid */
  readonly confidence: number;
  /** replications of every point, and at most */
  readonly minimum: number;
  readonly maximum: number;
  /** as it was written, to be written out again */
  readonly over: Readonly<Record<string, AxisTree>>;
}
