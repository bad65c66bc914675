// Why GPUs are idle: the causes that utilisation.csv and summary.csv know, in the order in which they are shown.

import type { Estimate } from "../../index.ts";
import type { RunResults } from "../run-results.ts";

interface IdleCause {
  readonly name: string;
  /** as a clause */
  readonly because: string;
  /** of the fleet */
  readonly share: Estimate;
}

const BECAUSE: Readonly<Record<string, string>> = {
  no_demand: "because nobody asks for it",
  headroom: "because it is kept free for internal work",
  fragmentation: "because those who wait cannot use it: too few GPUs together, or in the wrong places",
  turnover: "because nodes are wiped between internal work and rental",
  notice: "because it is claimed by work that waits for others to leave",
  booked_ahead: "because it is claimed for a window that is still to begin",
  reserved_unused: "because customers hold it and do not use it",
};

/** Every cause of summary.csv, known ones first; one that is added later is shown by its name. */
export function idleCauses(results: RunResults): IdleCause[] {
  const metrics = [...results.metrics].flatMap((metric) => /^idle_(.+)_share$/.exec(metric)?.[1] ?? []);
  return inOrder(metrics).map((cause) => {
    const name = causeName(cause);
    const because = BECAUSE[cause] ?? `for its cause “${name}”`;
    return { name, because, share: results.metric(`idle_${cause}_share`) };
  });
}

/** "no demand" from "no_demand". */
export function causeName(cause: string): string {
  return cause.replaceAll("_", " ");
}

/** Causes in the order in which they are shown. */
export function inOrder(causes: readonly string[]): string[] {
  const known = Object.keys(BECAUSE);
  const place = (cause: string) => (known.includes(cause) ? known.indexOf(cause) : known.length);
  return causes.toSorted((a, b) => place(a) - place(b));
}
