// What an experiment will cost, in words, and from when on somebody has to say yes to it.

import {
  count,
  type ExperimentForecast,
  expectedSeconds,
  forecastExperiment,
  type LoadedExperiment,
  MOST_ARRAY_TASKS,
  MOST_EVENTS,
  number,
  type Precision,
  timeSpan,
} from "../index.ts";
import type { ExperimentOptions } from "./experiment-options.ts";
import { fittedLine } from "./fitted-table.ts";
import type { PilotRequest } from "./pilot.ts";
import { NEEDED, USUAL } from "./precision.ts";
import { slurmResources, threadsOf, type WorkOptions } from "./work-options.ts";

/** Assumption: from here on a slip of the keyboard is likelier than a wish. */
const MOST_BYTES = 2e9;

export function forecastLines(loaded: LoadedExperiment, options: WorkOptions): string[] {
  const { least, most } = forecastExperiment(loaded);
  const { name, paths } = loaded.experiment;
  const range = (figure: (forecast: ExperimentForecast) => string) =>
    figure(least) === figure(most) ? figure(least) : `${figure(least)} to ${figure(most)}`;
  return [
    ...fittedLine(
      `${name} · ${range(({ points }) => count(points))} ${most.points === 1 ? "point" : "points"} of ${paths.join(", ")}`,
    ),
    ` runs    ${range(({ runs }) => count(runs))}: ${range(({ replications }) => count(replications))} of each point`,
    ` events  about ${range(({ events }) => count(Number(events.toPrecision(2))))}`,
    ` time    about ${timeOn(options, least.seconds, range)}`,
    ` disk    about ${range(({ bytes }) => megabytes(bytes))}`,
  ];
}

/** Why somebody has to say yes to it, as a clause; null when nobody has. */
export function limitPassed(loaded: LoadedExperiment): string | null {
  const { events, bytes } = forecastExperiment(loaded).least;
  if (events > MOST_EVENTS)
    return `about ${count(Number(events.toPrecision(2)))} events are more than ${count(MOST_EVENTS)}`;
  if (bytes > MOST_BYTES)
    return `about ${megabytes(bytes)} of results are more than ${megabytes(MOST_BYTES)}`;
  return null;
}

/** A pilot of the first point; a search and an experiment until a precision have their fewest replications at least. */
export function pilotOf(loaded: LoadedExperiment, { pilot, quiet, json }: ExperimentOptions): PilotRequest {
  const { experiment, first, events } = loaded;
  const { replications: rule, question } = experiment;
  const targets = new Map<string, Precision>(
    rule.kind === "until" ? rule.targets.map(({ metric, precision }) => [metric, precision]) : [],
  );
  const usually = rule.kind === "fixed" && question?.kind !== "tune";
  return {
    scenario: first,
    of: "point 1",
    secondsEach: expectedSeconds(events[0]!),
    replications: pilot,
    metrics: [...new Set([...targets.keys(), ...experiment.metrics])],
    planned: {
      replications: forecastExperiment(loaded).least.replications,
      wanted: (metric) => (usually ? USUAL : (targets.get(metric) ?? null)),
    },
    needed: usually ? NEEDED.usually : targets.size > 0 ? NEEDED.until : null,
    quiet: quiet === true || json === true,
  };
}

type Range = (figure: (forecast: ExperimentForecast) => string) => string;

function timeOn(options: WorkOptions, seconds: number, range: Range): string {
  if (options.executor === "slurm") {
    const { taskSeconds } = slurmResources(options, null);
    const tasks = Math.min(MOST_ARRAY_TASKS, Math.max(1, Math.floor(seconds / taskSeconds)));
    return `${range((forecast) => timeSpan(1000 * forecast.seconds))} of one core, in at most ${count(tasks)} ${tasks === 1 ? "task" : "tasks"}`;
  }
  const workers = Math.max(1, threadsOf(options));
  const threads = workers === 1 ? "one worker" : `${workers} workers`;
  return `${range((forecast) => timeSpan((1000 * forecast.seconds) / workers))} on ${threads}`;
}

function megabytes(bytes: number): string {
  return `${number(Math.max(bytes / 1e6, 0.1), 2)} MB`;
}
