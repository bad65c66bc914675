// Worker threads, kept by piscina: one piece of work each at a time, and a fresh thread in the place of a dead one.

import { availableParallelism } from "node:os";
import { setFlagsFromString } from "node:v8";
import { Piscina } from "piscina";
import { threadFile } from "./bundle.mjs";

interface ThreadsRequest {
  /** module of a thread */
  readonly entry: URL;
  /** function of the module that does a piece of work */
  readonly name: string;
  /** what each thread is given when it starts */
  readonly data: object;
  /** at most */
  readonly count: number;
}

/** Threads that are started when there is work for them. */
export async function openThreads({ entry, name, data, count }: ThreadsRequest): Promise<Piscina> {
  // With a thread on every processor V8's compiler has none to itself, and what it compiles beside a thread is often out of
  // date when it is done: threads that start from here on wait for it (docs/performance.md).
  if (count >= availableParallelism()) setFlagsFromString("--no-concurrent-recompilation");
  const pool = new Piscina({
    filename: await threadFile(entry),
    name,
    workerData: { ...data, entry: entry.href },
    minThreads: 1,
    maxThreads: count,
    idleTimeout: Number.POSITIVE_INFINITY,
    // A thread that waits for its next piece of work leaves its events alone otherwise.
    atomics: "disabled",
  });
  // A thread that dies has failed its work, which says so.
  pool.on("error", () => {});
  return pool;
}
