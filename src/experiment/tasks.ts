// What a scenario asks to be run: every replication, with rental and, for the paired comparison, without it.

import type { Scenario } from "../scenario/scenario.ts";
import type { Variant } from "../scenario/variant.ts";
import { type Model, withLowValueWork, withoutRental } from "../simulation/model.ts";
import { Simulation } from "../simulation/simulation.ts";

/** One run to make. Tasks are independent of one another. */
export interface Task {
  /** from 0 */
  readonly replication: number;
  readonly variant: Variant;
}

/** The variants of a scenario, in the order in which they are run. */
export function variantsOf({
  baseline,
  lowValueWork,
}: Pick<Scenario, "baseline" | "lowValueWork">): Variant[] {
  return [
    "rental",
    ...(baseline ? ["baseline" as const] : []),
    ...(lowValueWork === null ? [] : ["backfill" as const]),
  ];
}

/** All runs of a scenario, the variants of a replication one after the other. */
export function tasksOf(scenario: Scenario): Task[] {
  return Array.from({ length: scenario.replications }, (_, replication) =>
    variantsOf(scenario).map((variant) => ({ replication, variant })),
  ).flat();
}

/** The simulation of a task, at its beginning. */
export function simulationOf(scenario: Scenario, task: Task, recordJobs: boolean): Simulation {
  return new Simulation(modelOf(scenario, task.variant), scenario.seed, task.replication, recordJobs);
}

function modelOf(scenario: Scenario, variant: Variant): Model {
  switch (variant) {
    case "rental":
      return scenario;
    case "baseline":
      return withoutRental(scenario);
    case "backfill":
      return withLowValueWork(scenario, scenario.lowValueWork!);
  }
}
