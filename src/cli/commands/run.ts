import { createHash } from "node:crypto";
import { availableParallelism } from "node:os";
import type { Command } from "commander";
import { stringify } from "yaml";
import { explain, type Scenario, tasksOf } from "../../index.ts";
import { type Executed, execute } from "../../io/execute.ts";
import { FolderRefused } from "../../io/folder-refused.ts";
import { openRunFolder, PAGE_FILE, type RunFolder } from "../../io/run-folder.ts";
import { writeAssumptions } from "../../io/run-tables.ts";
import { version } from "../../io/version.ts";
import { runPage } from "../../report/run-page.ts";
import { answer } from "../answer/answer.ts";
import { answerJson } from "../answer/answer-json.ts";
import { coloured, hasColour } from "../colour.ts";
import { ExitCode } from "../exit-code.ts";
import { fromHere } from "../from-here.ts";
import { onInterrupt } from "../interrupt.ts";
import { dryRun, withPilotOption } from "../pilot.ts";
import { progressBar } from "../progress.ts";
import { earlyLines, longRunLines, pilotOfRun, runCost } from "../run-forecast.ts";
import { overridesOf, readScenario, type ScenarioOptions, scenarioCommand } from "../scenario-options.ts";
import { warn } from "../warn.ts";
import { workerCount } from "../workers.ts";
import { GANTT } from "./report.ts";

interface RunOptions extends ScenarioOptions {
  readonly out?: string;
  readonly force?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
  /** false when the page is not wanted */
  readonly report: boolean;
  readonly gantt?: boolean;
  readonly workers?: number;
  readonly dryRun?: boolean;
  readonly pilot?: number;
}

export function runCommand(): Command {
  return withPilotOption(scenarioCommand("run", "simulate a scenario and write its tables"))
    .option("--dry-run", "count runs, events and time, forecast the precision, and write nothing")
    .option("--out <dir>", "write into this folder; without it, a new one under results/<name>/")
    .option("--force", "write into --out although it holds files")
    .option("--no-report", "write the tables only, without report.html")
    .option("--gantt", GANTT)
    .option("--workers <n>", "worker threads (default: one a processor, one for a short run)", workerCount)
    .option("--json", "print the summary as JSON")
    .option("--quiet", "print nothing but errors")
    .addHelpText(
      "after",
      `
Examples:
  npm run sim -- run configs/default.yaml
  npm run sim -- run configs/tiny.yaml --set rental.products.spot.price=1.80 \\
    --out results/cheaper
  npm run sim -- run configs/philly.yaml \\
    --set internal.trace.file=philly_jobs.csv.gz
  npm run sim -- run configs/occupancy.yaml \\
    --set internal.measured.file=mine.csv --json > summary.json`,
    )
    .action(async (path: string, options: RunOptions) => {
      process.exitCode = await run(path, options);
    });
}

async function run(path: string, options: RunOptions): Promise<number> {
  const loaded = await readScenario(path, options);
  if (loaded === null) return ExitCode.refused;
  const { scenario, warnings, givenValues } = loaded;
  const quiet = options.quiet === true;
  if (!quiet) warn(warnings);
  const workers = workersFor(scenario, options.workers);
  if (options.dryRun === true)
    return dryRun(runCost(scenario, workers), pilotOfRun(scenario, options), options.json === true);
  const text = stringify(scenario.echo);
  const stop = new AbortController();
  const interrupt = onInterrupt(() => stop.abort());
  const folder = await claim(scenario, text, options);
  if (folder === null) return ExitCode.refused;
  const silent = quiet || options.json === true;
  const bar = progressBar(scenario.name, silent);
  const note = (lines: readonly string[]) => silent || bar.note(lines);
  note(longRunLines(scenario, workers));
  const started = performance.now();
  try {
    await folder.text("scenario.yaml", text);
    await writeAssumptions(folder, givenValues());
    const threads = workers === 1 ? null : { count: workers, path, overrides: overridesOf(options) };
    const executed = await execute(scenario, folder, threads, {
      progress: bar.update,
      signal: stop.signal,
      whole: (outcomes) => note(earlyLines(scenario, workers, outcomes)),
    });
    bar.stop();
    // Ctrl-C may come when nothing is left to stop.
    const whole = executed.totals.length === scenario.replications;
    if (interrupt.requested && !whole) return await interrupted(folder, executed, scenario);
    const pageless = await folder.complete();
    if (pageless !== null) process.stderr.write(`warning: ${PAGE_FILE} could not be made: ${pageless}\n`);
    const seconds = (performance.now() - started) / 1000;
    if (!quiet)
      process.stdout.write(
        report({ scenario, executed, seconds, folder, path, json: options.json === true }),
      );
    return ExitCode.done;
  } catch (error) {
    bar.stop();
    return await failed(folder, error);
  } finally {
    interrupt.stop();
  }
}

/**
 * A run that is expected to take less on one core, s, is made on one: each thread compiles the engine for itself, and two make
 * seven seconds of work no faster (docs/performance.md). Twice that, for a forecast may be twice too long: assumption.
 */
const WORTH_THREADS = 15;

/** Never more than there are runs to make. */
function workersFor(scenario: Scenario, asked: number | undefined): number {
  const short = explain(scenario).expectedSeconds < WORTH_THREADS;
  const wanted = asked ?? (short ? 1 : availableParallelism());
  return Math.min(wanted, tasksOf(scenario).length);
}

async function claim(scenario: Scenario, text: string, options: RunOptions): Promise<RunFolder | null> {
  const facts = {
    version: version(),
    name: scenario.name,
    scenarioHash: createHash("sha256").update(text).digest("hex"),
    seed: scenario.seed,
  };
  try {
    return await openRunFolder({
      facts,
      out: options.out ?? null,
      force: options.force === true,
      root: "results",
      page: options.report
        ? (at, record) => runPage(at, { record, gantt: options.gantt === true })
        : undefined,
    });
  } catch (error) {
    if (!(error instanceof FolderRefused)) throw error;
    process.stderr.write(`error: ${error.message}; ${error.advice}\n`);
    return null;
  }
}

async function interrupted(folder: RunFolder, { totals }: Executed, scenario: Scenario): Promise<number> {
  const state = `interrupted: ${totals.length} of ${scenario.replications} replications are done`;
  await folder.interrupt(state);
  process.stderr.write(`${state}; kept in ${fromHere(folder.path)}, marked incomplete\n`);
  return ExitCode.interrupted;
}

async function failed(folder: RunFolder, error: unknown): Promise<number> {
  const message = error instanceof Error ? error.message : String(error);
  const { kept, lost } = await folder.fail(message);
  process.stderr.write(`error: ${message}\n`);
  if (kept.length > 0)
    process.stderr.write(`kept, marked incomplete: ${kept.join(", ")} in ${folder.path}\n`);
  if (lost.length > 0) process.stderr.write(`lost: ${lost.join(", ")}\n`);
  return ExitCode.failed;
}

interface Report {
  readonly scenario: Scenario;
  readonly executed: Executed;
  readonly seconds: number;
  readonly folder: RunFolder;
  readonly path: string;
  readonly json: boolean;
}

function report({ scenario, executed, seconds, folder, path, json }: Report): string {
  const { summary, totals, overloads } = executed;
  const input = {
    scenario,
    summary,
    overloads,
    replications: totals.length,
    measured: Math.max(...totals.map(({ measured }) => measured)),
    course: totals[0]?.course ?? [],
    seconds,
    folder: json ? folder.path : fromHere(folder.path),
    scenarioPath: path,
  };
  if (json) return `${JSON.stringify(answerJson(input), null, 2)}\n`;
  const lines = answer(input);
  return `${(hasColour() ? coloured(lines) : lines).join("\n")}\n`;
}
