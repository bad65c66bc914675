// An experiment as a step: results so far in, what to run next out. Whoever runs it calls the step again when all of that is
// there, until it asks for nothing more; one that died is taken up by calling the step with what it has left behind.

import type { Experiment, Point } from "./experiment.ts";
import type { Known } from "./known.ts";
import { wantedReplications } from "./replications.ts";

/** So many replications of a point, the known ones among them. */
export interface Wish {
  readonly point: Point;
  readonly replications: number;
}

/** What to run next, given what is known; nothing: the experiment is over. Pure. */
export type Step = (known: Known) => readonly Wish[];

/** Runs that are wished for and not known yet; known ones may have others that are missing before them. */
export function missingRuns(wishes: readonly Wish[], known: Known): number {
  const missing = ({ point, replications }: Wish) =>
    Array.from({ length: replications }, (_, run) => run).filter((run) => !known.has(point.index, run))
      .length;
  return wishes.reduce((sum, wish) => sum + missing(wish), 0);
}

/** A sweep or a comparison: every point as often as the rule says. */
export function sweepStep({ points, replications }: Experiment): Step {
  return (known) =>
    points
      .filter(({ index }) => !known.failed.has(index))
      .map((point) => ({
        point,
        ...wantedReplications(replications, known.of(point.index), known.prefix(point.index)),
      }))
      .filter(({ settled }) => !settled);
}

/** Replications of a point that count in its results: those that the rule wanted, as far as they are known. */
export function countedReplications({ replications }: Experiment, known: Known, point: number): number {
  const prefix = known.prefix(point);
  const wanted = wantedReplications(replications, known.of(point), prefix);
  return Math.min(prefix, wanted.replications);
}
