// An experiment as a step: results so far in, what to run next out. Whoever runs it calls the step again when all of that is
// there, until it asks for nothing more; one that died is taken up by calling the step with what it has left behind.

import type { Experiment, Point } from "./experiment.ts";
import type { Known } from "./known.ts";
import { wantedReplications } from "./replications.ts";
import { search } from "./tune/search.ts";
import type { Tuning } from "./tune/tuning.ts";

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

/** The step of an experiment, by what it asks. */
export function stepOf(experiment: Experiment): Step {
  const { question } = experiment;
  return question?.kind === "tune" ? tuneStep(experiment, question) : sweepStep(experiment);
}

/** A search: what the next choice wants to know. */
function tuneStep({ points }: Experiment, tuning: Tuning): Step {
  return (known) =>
    [...search(tuning, known).wanted].map(([point, replications]) => ({
      point: points[point]!,
      replications,
    }));
}

/** Any other experiment: every point as often as the rule says. */
function sweepStep({ points, replications }: Experiment): Step {
  return (known) =>
    points
      .filter(({ index }) => !known.failed.has(index))
      .map((point) => ({
        point,
        ...wantedReplications(replications, known.of(point.index), known.prefix(point.index)),
      }))
      .filter(({ settled }) => !settled);
}

/** Replications of each point that count in its results, by its index: those that were wanted, as far as they are known. */
export function countedReplications({ points, replications, question }: Experiment, known: Known): number[] {
  if (question?.kind === "tune") {
    const { judged } = search(question, known);
    return points.map(({ index }) => judged.get(index) ?? 0);
  }
  return points.map(({ index }) => {
    const prefix = known.prefix(index);
    return Math.min(prefix, wantedReplications(replications, known.of(index), prefix).replications);
  });
}
