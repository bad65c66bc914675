// The cases that the project carries, and small ones for tests.

import { readFileSync } from "node:fs";
import { readCases, type TheoryCase } from "../../../src/verification/case.ts";
import type { Prepared } from "../../../src/verification/prepared.ts";
import type { Result, Strictness } from "../../../src/verification/verdict.ts";

const FILE = new URL("../../../src/verification/cases.json", import.meta.url);

export const ownFile: unknown = JSON.parse(readFileSync(FILE, "utf8"));

export const ownCases: readonly TheoryCase[] = readCases(ownFile).cases;

/** The own case whose id begins so. */
export function ownCase(start: string): TheoryCase {
  const found = ownCases.find(({ id }) => id.startsWith(start));
  if (found === undefined) throw new Error(`no case ${start}`);
  return found;
}

/** Strict enough for a test, and quick. */
export const QUICK: Strictness = { limit: 5.5, relativeError: 0.02, relativeErrorOfRare: 0.02 };

/** All results of a case that is ready. */
export function resultsOf(prepared: Prepared, events = 400_000, strictness = QUICK): readonly Result[] {
  const running = prepared.run(strictness, { events });
  let step = running.next();
  while (!step.done) step = running.next();
  return step.value;
}

/** M/M/2 with losses, as a file of cases would have it; `change` spoils it. */
export function lossCase(change: (one: Record<string, unknown>) => void = () => {}): Record<string, unknown> {
  const one: Record<string, unknown> = {
    id: "X01-loss",
    family: "loss",
    model: "M/M/2/2",
    kind: "statistical",
    tolerance: "statistical",
    source: "Erlang 1917",
    params: {
      fleet: { gpus: 2 },
      streams: [
        {
          id: "rent",
          arrival: { process: "poisson", rate: 2 },
          gpus: 1,
          duration: { dist: "exponential", mean: 1 },
          onFull: "reject",
          priority: 0,
        },
      ],
      policy: { queue: "loss" },
    },
    expect: { blockProb: 0.4, meanBusyGpus: 1.2 },
  };
  change(one);
  return one;
}
