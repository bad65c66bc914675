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

/** All runs of a scenario, the two variants of a replication one after the other. */
export function tasksOf(scenario: Scenario): Task[] {
  const variants: readonly Variant[] = scenario.baseline ? ["rental", "baseline"] : ["rental"];
  return Array.from({ length: scenario.replications }, (_, replication) =>
    variants.map((variant) => ({ replication, variant })),
  ).flat();
}

/** The simulation of a task, at its beginning. */
export function simulationOf(scenario: Scenario, task: Task, recordJobs: boolean): Simulation {
  const model = task.variant === "baseline" ? withoutRental(scenario) : scenario;
  return new Simulation(model, scenario.seed, task.replication, recordJobs);
}
