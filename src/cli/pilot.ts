// A pilot, on somebody's wish to know before they run it: the first replications of one point, made here, nothing of which is
// kept.

import { type Command, InvalidArgumentError } from "commander";
import {
  type PlannedRuns,
  type PrecisionForecast,
  precisionForecasts,
  type Scenario,
  timeSpan,
} from "../index.ts";
import { makeRuns } from "../io/experiment/make-runs.ts";
import { ExitCode } from "./exit-code.ts";
import { onInterrupt } from "./interrupt.ts";
import { type NEEDED, precisionTable } from "./precision.ts";
import { progressBar } from "./progress.ts";
import { wholeUpTo } from "./workers.ts";

/**
 * Replications of a pilot. Assumption: with five the half-width of 40 is known to a factor of two, nine times of ten; ten
 * would take twice as long and know it to a factor of one and a half.
 */
export const PILOT = 5;

/** Assumption: so long somebody waits who only wants to know, expected s on one core. */
const PILOT_SECONDS = 20;

/** More is no pilot. */
const MOST = 1000;

export interface PilotRequest {
  readonly scenario: Scenario;
  /** what is run, in words: "point 1" */
  readonly of: string;
  /** expected s of one replication on one core */
  readonly secondsEach: number;
  /** as asked for; undefined: the usual, if that takes seconds */
  readonly replications: number | undefined;
  readonly metrics: readonly string[];
  readonly planned: PlannedRuns;
  readonly needed: (typeof NEEDED)[keyof typeof NEEDED] | null;
  readonly quiet: boolean;
}

/** The option of a command that has `--dry-run`. */
export function withPilotOption(command: Command): Command {
  return command.option(
    "--pilot <n>",
    `with --dry-run: replications that are made to forecast the precision, 0 for none (default: ${PILOT}, where they take seconds)`,
    pilotCount,
  );
}

/** What a run would cost: in lines, and for machines. */
interface Cost {
  readonly lines: readonly string[];
  readonly facts: Readonly<Record<string, unknown>>;
}

/**
 * Print what a run would cost, and then how precise it would be.
 * @param json one document in the place of the lines; `precision` is null where no pilot is made
 * @returns the exit code of the program
 */
export async function dryRun({ lines, facts }: Cost, request: PilotRequest, json: boolean): Promise<number> {
  const print = (text: string) => process.stdout.write(`${text}\n`);
  if (!json) print(lines.join("\n"));
  const count = request.replications ?? PILOT;
  const seconds = count * request.secondsEach;
  const isMade = count > 0 && (request.replications !== undefined || seconds <= PILOT_SECONDS);
  if (!isMade) {
    if (json) print(JSON.stringify({ ...facts, precision: null }));
    else if (count > 0)
      print(` precision  --pilot ${count} forecasts it in about ${timeSpan(1000 * seconds)}`);
    return ExitCode.done;
  }
  try {
    const rows = await forecasts(request, count);
    if (rows === null) return ExitCode.interrupted;
    if (json) print(JSON.stringify({ ...facts, precision: rows }));
    else print(tableOf(rows, request, count).join("\n"));
    return ExitCode.done;
  } catch (error) {
    process.stderr.write(`error: the pilot could not be run: ${(error as Error).message}\n`);
    return ExitCode.failed;
  }
}

/** Made from a pilot of so many replications; null if somebody has stopped it. */
async function forecasts(
  { scenario, metrics, planned, quiet }: PilotRequest,
  count: number,
): Promise<PrecisionForecast[] | null> {
  const bar = progressBar("pilot", quiet);
  const interrupt = onInterrupt();
  try {
    const pilot = await makeRuns(
      scenario,
      { from: 0, count },
      { progress: (runs) => bar.update(runs / count), stopped: () => interrupt.requested },
    );
    return pilot === null ? null : precisionForecasts(pilot, metrics, planned);
  } finally {
    bar.stop();
    interrupt.stop();
  }
}

function tableOf(
  rows: readonly PrecisionForecast[],
  { of, planned, needed }: PilotRequest,
  count: number,
): string[] {
  const from = `a pilot, the first ${count} runs of ${of}`;
  return precisionTable({ from, rows, replications: planned.replications, needed });
}

/** @throws InvalidArgumentError for what is no number of replications: one says nothing of their spread */
function pilotCount(text: string): number {
  if (text === "0") return 0;
  const count = wholeUpTo(MOST, text);
  if (count === 1) throw new InvalidArgumentError("one replication says nothing of their spread.");
  return count;
}
