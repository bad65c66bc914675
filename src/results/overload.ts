// Lines that grow without end: who waits there waits the longer the later he comes, and a mean over the run says how long the
// run was. Such figures are withheld.

import type { RunTotals } from "../ledger/rows.ts";
import { grows } from "../statistics/drift.ts";
import { toHours } from "./units.ts";

/** A source whose waiting line grows. */
export interface Overload {
  readonly source: string;
  /** jobs per hour, over all replications */
  readonly growth: number;
}

/** Jobs per hour by which the line of a source grew over the measured time of a run. */
export function growthOf({ waiting, measured }: RunTotals, source: string): number {
  const line = waiting.find((each) => each.source === source);
  return line === undefined ? Number.NaN : (line.atEnd - line.atStart) / toHours(measured);
}

/** The sources whose line grows, in replications of one scenario. */
export function overloads(runs: readonly RunTotals[]): Overload[] {
  const sources = runs[0]?.waiting.map(({ source }) => source) ?? [];
  return sources
    .filter((_, place) => grows(runs.map(({ waiting }) => waiting[place]!.levels)))
    .map((source) => ({
      source,
      growth: runs.reduce((sum, run) => sum + growthOf(run, source), 0) / runs.length,
    }));
}
