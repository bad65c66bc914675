// What an experiment will cost, before anything is run.

import { expectedSeconds } from "../scenario/expected-events.ts";
import type { LoadedExperiment } from "./load-experiment.ts";

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
 * With the fewest replications and with the most: where they go on until a precision, nobody knows yet how many that takes.
 */
export function forecastExperiment(loaded: LoadedExperiment): {
  readonly least: ExperimentForecast;
  readonly most: ExperimentForecast;
} {
  const { replications: rule } = loaded.experiment;
  const fixed = rule.kind === "fixed";
  return {
    least: forecastWith(loaded, fixed ? rule.replications : rule.minimum),
    most: forecastWith(loaded, fixed ? rule.replications : rule.maximum),
  };
}

function forecastWith(
  { experiment, events, metrics }: LoadedExperiment,
  replications: number,
): ExperimentForecast {
  const points = experiment.points.length;
  const runs = points * replications;
  const all = replications * events.reduce((sum, each) => sum + each, 0);
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
