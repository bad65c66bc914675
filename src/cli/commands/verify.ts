import { writeFileSync } from "node:fs";
import { Command } from "commander";
import { Refusal, type Result, validationPage } from "../../index.ts";
import { PROJECT } from "../../io/project.ts";
import { readTheoryCases } from "../../io/theory-cases.ts";
import { type Verification, verify } from "../../io/verify.ts";
import { ExitCode } from "../exit-code.ts";
import { onInterrupt } from "../interrupt.ts";
import { progressBar } from "../progress.ts";
import { verdictLines } from "../verdict-table.ts";

interface VerifyOptions {
  readonly cases?: string;
  readonly family?: string;
  readonly long?: boolean;
  readonly json?: boolean;
  readonly minutes?: string;
  readonly write?: boolean;
}

const PAGE = new URL("docs/validation.md", PROJECT);

const MINUTE_MS = 60_000;

export function verifyCommand(): Command {
  return new Command("verify")
    .description("check the simulator against exact answers of queueing theory")
    .option("--cases <file>", "cases of another file, in the same vocabulary")
    .option("--family <name>", "only this family, or only ids that begin so")
    .option("--long", "standard errors of half a per cent instead of two; takes much longer")
    .option("--minutes <n>", "stop after so long; what is not reached is not tested")
    .option("--json", "print the results as JSON")
    .option("--write", "write docs/validation.md")
    .addHelpText(
      "after",
      `
Examples:
  npm run sim -- verify                      all of it, in about two minutes
  npm run sim -- verify --family headroom
  npm run sim -- verify --cases mine.json --json > verdicts.json`,
    )
    .action(async (options: VerifyOptions) => {
      process.exitCode = await run(options);
    });
}

async function run(options: VerifyOptions): Promise<number> {
  const minutes = options.minutes === undefined ? Infinity : Number(options.minutes);
  if (!(minutes > 0)) return refuse(`--minutes ${options.minutes} is no number of minutes`);
  const interrupt = onInterrupt();
  const bar = progressBar("verify", options.json === true);
  const started = performance.now();
  const elapsed = () => performance.now() - started;
  try {
    const verification = await verify(
      readTheoryCases(options.cases ?? null),
      { family: options.family ?? null, long: options.long === true },
      {
        progress: (done, all) => bar.update(done / all),
        stopped: () => interrupt.requested || elapsed() > minutes * MINUTE_MS,
      },
    );
    bar.stop();
    if (verification.suite.cases.length === 0 && verification.suite.refused.length === 0)
      return refuse(
        options.family === undefined ? "the file has no cases" : `no case is of the family ${options.family}`,
      );
    const results = [...verification.results, ...unreached(verification)];
    report(verification, results, elapsed() / 1000, options);
    if (interrupt.requested && !verification.whole) return ExitCode.interrupted;
    return results.some(({ verdict }) => verdict === "fail") ? ExitCode.failed : ExitCode.done;
  } catch (error) {
    bar.stop();
    if (error instanceof Refusal || isFileError(error)) return refuse((error as Error).message);
    throw error;
  } finally {
    interrupt.stop();
  }
}

function isFileError(error: unknown): boolean {
  return error instanceof Error && ("code" in error || error.message.includes("it is no JSON"));
}

function refuse(message: string): number {
  process.stderr.write(`error: ${message}\n`);
  return ExitCode.refused;
}

/** The figures of the cases that the time did not suffice for. */
function unreached({ suite, results }: Verification): Result[] {
  const reached = new Set(results.map(({ id }) => id));
  const ready = new Set(suite.prepared.map(({ id }) => id));
  return suite.cases
    .filter(({ id }) => ready.has(id) && !reached.has(id))
    .flatMap(({ id, expect }) =>
      [...expect].map(([metric, expected]) => ({
        id,
        metric,
        expected,
        got: null,
        stderr: null,
        z: null,
        verdict: "not-tested" as const,
        note: "not reached",
      })),
    );
}

function report(
  { suite }: Verification,
  results: readonly Result[],
  seconds: number,
  options: VerifyOptions,
): void {
  const { cases, refused } = suite;
  if (options.write === true) writeFileSync(PAGE, validationPage({ cases, results, refused }));
  if (options.json !== true) {
    process.stdout.write(
      `${verdictLines({ results, refused, limit: suite.strictness.limit, seconds }).join("\n")}\n`,
    );
    return;
  }
  const figures = results.map(({ id, metric, expected, got, stderr, z, verdict }) => ({
    id,
    metric,
    expected,
    got,
    stderr,
    z,
    verdict,
  }));
  process.stdout.write(`${JSON.stringify({ results: figures, refused }, null, 2)}\n`);
}
