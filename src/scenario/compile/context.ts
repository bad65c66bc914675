// What every compiling function gets: the fleet, the files, and where to put what is wrong.
// A function that reports a problem returns a stand-in and goes on, so that all problems come out at once;
// with a problem reported there is no scenario, and no stand-in is ever simulated.

import type { PoolPlan } from "../../fleet/plan.ts";
import type { Duration } from "../../kernel/time.ts";
import type { SchedulingPlan } from "../../scheduling/plan.ts";
import type { Finding, KeyPath } from "../problem.ts";
import type { FileProblem, Opened, ScenarioFiles } from "../scenario-files.ts";

export interface Context {
  readonly pools: readonly PoolPlan[];
  readonly scheduling: SchedulingPlan;
  readonly files: ScenarioFiles;
  /** of the products whose price drivers load: the time between two moves of those, ms */
  readonly drivenPrices: ReadonlyMap<string, Duration>;
  report(finding: Finding): void;
  /** @param path what the sentence is about; it has its full stop */
  warn(path: KeyPath, sentence: string): void;
}

/** A compiled part of the scenario, and the same in the user's units with every default written out. */
export interface Compiled<Plan> {
  readonly plan: Plan;
  readonly echo: unknown;
}

/** What a file holds, or null and a report at the key that names it. */
export function contents<T>(opened: Opened<T>, path: KeyPath, file: string, context: Context): T | null {
  if (opened.ok) return opened.value;
  for (const problem of opened.problems) context.report(fileFinding(problem, path, file));
  return null;
}

/** A problem of a file, reported where the scenario names it. */
function fileFinding(problem: FileProblem, path: KeyPath, file: string): Finding {
  const place = problem.key === null ? path : [...path.slice(0, -1), ...problem.key];
  return { path: place, code: "file", message: `${file}: ${problem.reason}`, expected: problem.expected };
}

/** Report shares that do not add up to 1. */
export function checkShares(shares: readonly number[], path: KeyPath, context: Context): void {
  const sum = shares.reduce((total, share) => total + share, 0);
  // A sum that misses by more than rounding is a typing error, and scaling it would hide it.
  if (Math.abs(sum - 1) <= 1e-9) return;
  const rounded = Number(sum.toPrecision(9));
  context.report({
    path,
    code: "contradiction",
    message: `the shares add up to ${rounded}`,
    expected: "shares that add up to 1",
    atKey: true,
  });
}
