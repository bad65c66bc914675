// What an experiment will cost, before anything is run.

import { expectedSeconds } from "../scenario/expected-events.ts";
import type { LoadedExperiment } from "./load-experiment.ts";
import { gridSizes } from "./tune/lattice.ts";

/** Runs, events and bytes of an experiment. */
export interface ExperimentForecast {
  readonly points: number;
  /** replications of each point */
  readonly replications: number;
  readonly runs: number;
  readonly events: number;
  /** on one core */
  readonly seconds: number;
  /** of its files, while it runs */
  readonly bytes: number;
}

/** Digits of a number that is written out, with what separates it from the next. */
const BYTES_PER_NUMBER = 20;

/** In a result file and in runs.csv. */
const COPIES = 2;

/** Name of the metric, its mean and its interval: a row of points.csv is so many numbers long. */
const NUMBERS_PER_ESTIMATE = 6;

/**
 * With the fewest replications and with the most: where they go on until a precision, or until the best is told from the
 * others, nobody knows yet how many that takes.
 */
export function forecastExperiment(loaded: LoadedExperiment): {
  readonly least: ExperimentForecast;
  readonly most: ExperimentForecast;
} {
  const { points, replications: rule, question } = loaded.experiment;
  if (question?.kind === "tune") {
    const { first, all } = gridSizes(question);
    return {
      least: forecastWith(loaded, first, question.minimum),
      most: forecastWith(loaded, Math.min(all, points.length), question.maximum),
    };
  }
  const fixed = rule.kind === "fixed";
  return {
    least: forecastWith(loaded, points.length, fixed ? rule.replications : rule.minimum),
    most: forecastWith(loaded, points.length, fixed ? rule.replications : rule.maximum),
  };
}

function forecastWith(
  { events, metrics }: LoadedExperiment,
  points: number,
  replications: number,
): ExperimentForecast {
  const runs = points * replications;
  // Of a search nobody knows which points it will come to.
  const all = (runs / events.length) * events.reduce((sum, each) => sum + each, 0);
  const numbers = metrics * (COPIES * runs + NUMBERS_PER_ESTIMATE * points);
  return {
    points,
    replications,
    runs,
    events: all,
    seconds: expectedSeconds(all),
    bytes: BYTES_PER_NUMBER * numbers,
  };
}
