// What a scenario asks to be run: every replication, with rental and, for the paired comparison, without it.

import type { Scenario } from "../scenario/scenario.ts";
import { withoutRental } from "../simulation/model.ts";
import { Simulation } from "../simulation/simulation.ts";

/** The fleet with its customers, or the same internal work alone, under the same random numbers. */
export type Variant = "rental" | "baseline";

/** One run to make. Tasks are independent of one another. */
export interface Task {
  /** from 0 */
  readonly replication: number;
  readonly variant: Variant;
}

/** The variants of a scenario, in the order in which they are run. */
export function variantsOf(scenario: Pick<Scenario, "baseline">): Variant[] {
  return scenario.baseline ? ["rental", "baseline"] : ["rental"];
}

/** All runs of a scenario, the variants of a replication one after the other. */
export function tasksOf(scenario: Scenario): Task[] {
  return Array.from({ length: scenario.replications }, (_, replication) =>
    variantsOf(scenario).map((variant) => ({ replication, variant })),
  ).flat();
}

/** The simulation of a task, at its beginning. */
export function simulationOf(scenario: Scenario, task: Task, recordJobs: boolean): Simulation {
  const model = task.variant === "baseline" ? withoutRental(scenario) : scenario;
  return new Simulation(model, scenario.seed, task.replication, recordJobs);
}
