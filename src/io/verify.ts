// Runs the cases of a suite on several threads. A case is the unit of work: what it finds depends on nothing but the case,
// so the order and the number of threads change nothing.

import { availableParallelism } from "node:os";
import { setImmediate, setTimeout } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { type Result, runCase, type Suite, type SuiteOptions, suiteOf } from "../index.ts";
import { PROJECT } from "./project.ts";

interface VerifyWatch {
  /** cases that are done, of all */
  progress(done: number, all: number): void;
  /** whether somebody wants to stop, or the time is over */
  stopped(): boolean;
}

export interface Verification {
  readonly suite: Suite;
  /** in the order of the file; of a case that was not reached, none */
  readonly results: readonly Result[];
  /** whether every case was reached */
  readonly whole: boolean;
}

/** Instructions to a thread: the place of a case, or null: there is nothing more. */
export type Instruction = number | null;

/** What a thread is given. */
export interface ThreadData {
  readonly file: unknown;
  readonly options: SuiteOptions;
}

/** What a thread answers. */
export interface ThreadAnswer {
  readonly place: number;
  readonly results: readonly Result[];
}

/** Between two looks at the watch, ms. */
const LOOK = 100;

/** More threads than this gain nothing: the longest case decides. */
const MOST_THREADS = 8;

/**
 * Run all cases of a file.
 * @throws Refusal when it is no file of cases
 */
export async function verify(
  file: unknown,
  options: SuiteOptions,
  watch: VerifyWatch,
): Promise<Verification> {
  const suite = suiteOf(file, options);
  const found = new Map<number, readonly Result[]>();
  const threads = Math.min(availableParallelism(), MOST_THREADS, suite.prepared.length);
  if (threads <= 1) await inThisThread(suite, found, watch);
  else await inThreads({ file, options }, threads, suite.prepared.length, found, watch);
  const results = suite.prepared.flatMap((_, place) => found.get(place) ?? []);
  return { suite, results, whole: found.size === suite.prepared.length };
}

async function inThisThread(
  suite: Suite,
  found: Map<number, readonly Result[]>,
  watch: VerifyWatch,
): Promise<void> {
  for (const place of suite.prepared.keys()) {
    const running = runCase(suite, place);
    let step = running.next();
    for (; !step.done; step = running.next()) {
      await setImmediate();
      if (watch.stopped()) return;
    }
    found.set(place, step.value);
    watch.progress(found.size, suite.prepared.length);
  }
}

async function inThreads(
  data: ThreadData,
  count: number,
  cases: number,
  found: Map<number, readonly Result[]>,
  watch: VerifyWatch,
): Promise<void> {
  let next = 0;
  const threads = Array.from({ length: count }, () => threadOf(data));
  const instruct = (thread: Worker) =>
    thread.postMessage((next < cases ? next++ : null) satisfies Instruction);
  const over = threads.map(
    (thread) =>
      new Promise<void>((resolve, reject) => {
        thread.on("message", ({ place, results }: ThreadAnswer) => {
          found.set(place, results);
          watch.progress(found.size, cases);
          instruct(thread);
        });
        thread.once("error", reject);
        thread.once("exit", () => resolve());
        instruct(thread);
      }),
  );
  const ended = Promise.all(over).then(() => true);
  try {
    while (!(await Promise.race([ended, setTimeout(LOOK, false)]))) if (watch.stopped()) return;
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
}

/** A thread begins without the loader of TypeScript that this one was started with. */
function threadOf(workerData: ThreadData): Worker {
  const loader = JSON.stringify(import.meta.resolve("tsx/esm/api"));
  const entry = JSON.stringify(new URL("src/io/verify-thread.ts", PROJECT).href);
  return new Worker(`import(${loader}).then(({ register }) => { register(); return import(${entry}); })`, {
    eval: true,
    workerData,
  });
}
