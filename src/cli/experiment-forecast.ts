// What an experiment will cost, in words, and from when on somebody has to say yes to it.

import { type ExperimentForecast, forecastExperiment, type LoadedExperiment, MOST_EVENTS } from "../index.ts";
import { number, timeSpan } from "./format.ts";

/** Assumption: from here on a slip of the keyboard is likelier than a wish. */
const MOST_BYTES = 2e9;

/** @param workers that work at a time */
export function forecastLines(loaded: LoadedExperiment, workers: number): string[] {
  const { least, most } = forecastExperiment(loaded);
  const { name, paths } = loaded.experiment;
  const range = (figure: (forecast: ExperimentForecast) => string) =>
    figure(least) === figure(most) ? figure(least) : `${figure(least)} to ${figure(most)}`;
  const threads = workers === 1 ? "one worker" : `${workers} workers`;
  return [
    ` ${name} · ${range(({ points }) => whole(points))} ${most.points === 1 ? "point" : "points"} of ${paths.join(", ")}`,
    ` runs    ${range(({ runs }) => whole(runs))}: ${range(({ replications }) => whole(replications))} of each point`,
    ` events  about ${range(({ events }) => number(events, 2))}`,
    ` time    about ${range(({ seconds }) => timeSpan((1000 * seconds) / workers))} on ${threads}`,
    ` disk    about ${range(({ bytes }) => megabytes(bytes))}`,
  ];
}

/** Why somebody has to say yes to it, as a clause; null when nobody has. */
export function limitPassed(loaded: LoadedExperiment): string | null {
  const { events, bytes } = forecastExperiment(loaded).least;
  if (events > MOST_EVENTS)
    return `about ${number(events, 2)} events are more than ${number(MOST_EVENTS, 2)}`;
  if (bytes > MOST_BYTES)
    return `about ${megabytes(bytes)} of results are more than ${megabytes(MOST_BYTES)}`;
  return null;
}

function whole(value: number): string {
  return value.toLocaleString("en-US");
}

function megabytes(bytes: number): string {
  return `${number(Math.max(bytes / 1e6, 0.1), 2)} MB`;
}
