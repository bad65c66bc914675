// What an experiment is once it has been read: scenarios that differ in some values, how often each is run, and what is
// compared. Plain data, so that it can be written down and taken up again by another process.

import type { Precision } from "../statistics/sequential-stopping.ts";
import type { Sensitivity } from "./sensitivity/sensitivity.ts";
import type { Tuning } from "./tune/tuning.ts";
import type { Uncertainty } from "./uncertainty/uncertainty.ts";

/** One scenario of an experiment: what stands at each of the swept paths. */
export interface Point {
  /** its number, from 0; files count from 1 */
  readonly index: number;
  /** as given, in the order of the paths: a plain tree, or null where the scenario's own value stays */
  readonly values: readonly unknown[];
}

/** How often each point is run. */
export type ReplicationRule =
  | { readonly kind: "fixed"; readonly replications: number }
  /** until every one of these metrics is precise: at least `minimum` times, at most `maximum` times */
  | {
      readonly kind: "until";
      readonly targets: readonly { readonly metric: string; readonly precision: Precision }[];
      readonly minimum: number;
      readonly maximum: number;
    };

/** All points against one of them. */
export interface Comparison {
  /** index of the point that the others are compared with */
  readonly control: number;
  readonly metrics: readonly string[];
}

/** What is asked of all points together. */
export type Question = Tuning | Sensitivity | Uncertainty;

export interface Experiment {
  /** names the folder of the results */
  readonly name: string;
  /** first key of every random stream, of all points alike */
  readonly seed: string;
  /** paths into the scenario, as in `--set` */
  readonly paths: readonly string[];
  readonly points: readonly Point[];
  readonly replications: ReplicationRule;
  readonly compare: Comparison | null;
  /** null: each point for itself */
  readonly question: Question | null;
  /** metrics that the terminal shows */
  readonly metrics: readonly string[];
}
