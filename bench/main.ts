// npm run bench: CPU time and memory of the ordinary engine on ordinary scenarios, with all accounting on, beside the same
// loads in other programs, measured in turn. docs/performance.md says how to read it.

import { fileURLToPath } from "node:url";
import { Argument, Command, InvalidArgumentError } from "commander";
import { type MeasuredCase, measureCase } from "./case.ts";
import { allCases, LETTERS, yearAlone } from "./cases.ts";
import { thisMachine } from "./machine.ts";
import { headOf, textOf } from "./table.ts";
import { inWorkshop, type Workshop } from "./workshop.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const INTERRUPTED = 130;

interface Options {
  readonly pairs: number;
  readonly long?: true;
  readonly year?: true;
  readonly check?: true;
  readonly json?: true;
}

const program = new Command("npm run bench --")
  .description("Measure the speed and the memory of the simulator beside those of other programs.")
  .addArgument(new Argument("[cases...]", "letters of the cases (default: all)").choices(LETTERS))
  .option("--pairs <count>", "measurements of each row, made in turn; the table has their medians", count, 5)
  .option(
    "--long",
    "also what takes minutes: a year of a million GPUs (e), 50 M jobs in h, the whole scenario in k",
  )
  .option("--year", "only the year, once, and nothing beside it")
  .option("--check", "also what was simulated: utilisation, preemptions, waits")
  .option("--json", "one JSON document with every sample instead of the table")
  .action(bench);
await program.parseAsync();

async function bench(letters: readonly string[], options: Options): Promise<void> {
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  try {
    await inWorkshop(ROOT, stop.signal, (workshop) => measureAll(workshop, letters, options));
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    process.exitCode = INTERRUPTED;
  }
}

async function measureAll(workshop: Workshop, letters: readonly string[], options: Options): Promise<void> {
  const { check = false, json = false, long = false } = options;
  const print = (text: string) => !json && process.stdout.write(`${text}\n`);
  const cases = options.year ? [yearAlone(workshop)] : allCases(workshop, long || letters.includes("e"));
  const machine = thisMachine(workshop.root);
  print(`${machine.processor}, ${machine.cores} cores · Node ${machine.node} · ${machine.date.slice(0, 10)}`);
  print(headOf(check));
  const measured: MeasuredCase[] = [];
  for (const each of cases) {
    if (letters.length > 0 && !letters.includes(each.letter)) continue;
    // The year takes minutes by itself.
    const pairs = each.letter === "e" ? 1 : options.pairs;
    const result = await measureCase(each, pairs, (round, row) =>
      tell(`${each.letter}, ${round} of ${pairs}: ${row}`),
    );
    tell("");
    measured.push(result);
    print(textOf(result, check));
  }
  if (json)
    process.stdout.write(`${JSON.stringify({ ...machine, pairs: options.pairs, cases: measured })}\n`);
}

/** What is being measured, on one line that is written over, where somebody sees it. */
function tell(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new InvalidArgumentError("It must be a whole number from 1.");
  return value;
}
