// What a run will cost and how precise it will be: for who only wants to know, and for who waits long.

import {
  type ByVariant,
  counted,
  explain,
  headlines,
  horizon,
  number,
  type PlannedRuns,
  precisionForecasts,
  type RunOutcome,
  runMetrics,
  type Scenario,
  timeSpan,
  variantsText,
} from "../index.ts";
import { fittedLine } from "./fitted-table.ts";

import { PILOT, type PilotRequest } from "./pilot.ts";
import { NEEDED, precisionTable, USUAL } from "./precision.ts";

/** Assumption: who waits longer wants to know early what for, s. */
const LONG = 30;

/** What `--dry-run` says but for the precision. */
export function runCost(scenario: Scenario, workers: number) {
  const { name, replications, baseline, warmup, end } = scenario;
  const { expectedEvents: events, expectedSeconds: seconds } = explain(scenario);
  const measured = Number.isFinite(end) ? horizon(end - warmup) : "until every job has ended";
  return {
    lines: [
      ...fittedLine(`${name} · ${measured}`),
      ` runs    ${counted(replications, "replication")}${variantsText(scenario)}`,
      ` events  about ${number(events, 2)}`,
      ` time    ${timeText(scenario, workers)}`,
    ],
    facts: { replications, baseline, events, seconds },
  };
}

export function pilotOfRun(
  scenario: Scenario,
  { pilot, quiet, json }: { readonly pilot?: number; readonly quiet?: boolean; readonly json?: boolean },
): PilotRequest {
  return {
    scenario,
    of: scenario.name,
    secondsEach: explain(scenario).expectedSeconds / scenario.replications,
    replications: pilot,
    metrics: headlines(scenario),
    planned: plannedRuns(scenario),
    needed: NEEDED.usually,
    quiet: quiet === true || json === true,
  };
}

/** What a long run says before it begins; nothing of a short one. */
export function longRunLines(scenario: Scenario, workers: number): string[] {
  if (!isLong(scenario, workers)) return [];
  return [`${scenario.name}: ${timeText(scenario, workers)}; --dry-run forecasts how precise it will be`];
}

/**
 * What a long run says as soon as it has made as many replications as a pilot has.
 * @param outcomes of the replications so far
 */
export function earlyLines(
  scenario: Scenario,
  workers: number,
  { rental, baseline, backfill }: ByVariant<readonly RunOutcome[]>,
): string[] {
  if (rental.length !== PILOT || scenario.replications <= PILOT || !isLong(scenario, workers)) return [];
  const made = rental.map((outcome, run) =>
    runMetrics(
      { rental: outcome, baseline: baseline[run] ?? null, backfill: backfill[run] ?? null },
      scenario,
    ),
  );
  const pilot = { metrics: made[0]!.metrics, runs: made.map(({ run }) => run) };
  const rows = precisionForecasts(pilot, headlines(scenario), plannedRuns(scenario));
  const from = `the first ${PILOT} of ${counted(scenario.replications, "replication")}`;
  return precisionTable({ from, rows, replications: scenario.replications, needed: NEEDED.usually });
}

function plannedRuns({ replications }: Scenario): PlannedRuns {
  return { replications, wanted: () => USUAL };
}

function isLong(scenario: Scenario, workers: number): boolean {
  return explain(scenario).expectedSeconds / workers > LONG;
}

function timeText(scenario: Scenario, workers: number): string {
  const seconds = explain(scenario).expectedSeconds / workers;
  const span = seconds < 1 ? "less than a second" : `about ${timeSpan(1000 * seconds)}`;
  return `${span} on ${counted(workers, "worker")}`;
}
