// A thread that makes runs, and dies of the second replication.

import * as living from "../../../../src/io/runs/run-thread.ts";
import type { RunOrder } from "../../../../src/io/runs/runs-on-threads.ts";

export async function makeRun(order: RunOrder): Promise<unknown> {
  // As a thread that has run out of memory: it is gone, and says nothing.
  if (order.task.replication === 1) process.exit(7);
  return living.makeRun(order);
}
