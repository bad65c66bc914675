// Counts work, not time: how often each block of the engine's code has run, as V8 counts it for coverage reports, whatever
// the machine and its load. Code is counted that is compiled after this file has been read:
// what is to be counted is imported dynamically, after it.

import { Session } from "node:inspector";

/** What is counted, by the folders of `src/`. */
const ENGINE = /\/src\/(kernel|fleet|scheduling|simulation|ledger)\//;

interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly { readonly ranges: readonly { readonly count: number }[] }[];
  }[];
}

const session = new Session();
session.connect();
ask("Profiler.enable");
ask("Profiler.startPreciseCoverage", { callCount: true, detailed: true });

/** Blocks of the engine that ran while `work` did: function bodies, turns of loops, branches taken. */
export function blocksRun(work: () => void): number {
  ask("Profiler.takePreciseCoverage"); // sets the counts to 0
  work();
  const { result } = ask("Profiler.takePreciseCoverage") as Coverage;
  const ranges = result
    .filter(({ url }) => ENGINE.test(url))
    .flatMap(({ functions }) => functions.flatMap((each) => each.ranges));
  return ranges.reduce((sum, { count }) => sum + count, 0);
}

function ask(method: string, options: object = {}): unknown {
  let answer: unknown;
  session.post(method, options, (error, result) => {
    if (error !== null) throw error;
    answer = result;
  });
  return answer;
}
