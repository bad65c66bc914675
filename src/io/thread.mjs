// Loads the module of a worker thread through tsx: a thread begins without the loader of TypeScript that the program was
// started with.

import { workerData } from "node:worker_threads";
import { register } from "tsx/esm/api";

register();
export const { makeChunk, makeRun } = await import(workerData.entry);
