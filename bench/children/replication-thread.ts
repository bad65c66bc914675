// A thread of `replicate`: makes its share of the replications, one after the other.

import { parentPort, workerData } from "node:worker_threads";
import { Simulation } from "../../src/index.ts";
import type { ThreadData } from "./order.ts";
import { scenarioAt } from "./scenario-at.ts";

const { scenario: path, replications } = workerData as ThreadData;
const scenario = await scenarioAt(path);
const totals = replications.map((replication) => {
  const simulation = new Simulation(scenario, scenario.seed, replication);
  simulation.advance(Infinity);
  return simulation.finish();
});
parentPort!.postMessage(totals);
