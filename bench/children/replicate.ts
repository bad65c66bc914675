// A child: replications of a scenario shared out among worker threads. Starting the threads, and compiling in each of them,
// is part of the time, as it is for whoever waits for the answer.

import "../../src/cli/compiler-flags.ts";
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { RunTotals } from "../../src/index.ts";
import { answer, type ReplicationOrder, readOrder, type ThreadData } from "./order.ts";
import { peakMemory } from "./peak-memory.ts";
import { sumUp } from "./sum-up.ts";

const order = readOrder<ReplicationOrder>();

const beganAt = process.hrtime.bigint();
const cpuBefore = process.cpuUsage();
const threads = Array.from({ length: order.threads }, async (_, thread) => {
  const workerData = {
    scenario: order.scenario,
    replications: order.replications.filter((_, place) => place % order.threads === thread),
  } satisfies ThreadData;
  const [totals] = await once(new Worker(order.thread, { workerData }), "message");
  return totals as RunTotals[];
});
const totals = (await Promise.all(threads)).flat();
const { user, system } = process.cpuUsage(cpuBefore);
const wall = Number(process.hrtime.bigint() - beganAt) / 1e9;

answer({ ...sumUp(totals), cpu: (user + system) / 1e6, wall, peak: peakMemory() });
