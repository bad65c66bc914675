// One thread of `verify`: makes the suite of its data for itself, and runs the cases it is told to.

import { parentPort, workerData } from "node:worker_threads";
import { runCase, suiteOf } from "../index.ts";
import type { Instruction, ThreadAnswer, ThreadData } from "./verify.ts";

const { file, options } = workerData as ThreadData;
const suite = suiteOf(file, options);

parentPort!.on("message", (place: Instruction) => {
  if (place === null) {
    parentPort!.close();
    return;
  }
  const running = runCase(suite, place);
  let step = running.next();
  while (!step.done) step = running.next();
  parentPort!.postMessage({ place, results: step.value } satisfies ThreadAnswer);
});
