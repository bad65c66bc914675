// One run under way: its simulation, and what is added up from the rows that it writes on the way.

import type { LedgerRows } from "../ledger/ledger.ts";
import type { RunOutcome } from "../results/joint-tables.ts";
import { presentValueOf } from "../results/trajectory-value.ts";
import { gpusAtFirst } from "../scenario/gpus-at-first.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Simulation } from "../simulation/simulation.ts";
import { simulationOf, type Task } from "./tasks.ts";

export class TaskRun {
  readonly #simulation: Simulation;
  /** null unless it is asked for */
  readonly #value: ReturnType<typeof presentValueOf>;

  /** @param recordJobs keep a record per job for `jobs.csv` */
  constructor(scenario: Scenario, task: Task, recordJobs: boolean) {
    this.#simulation = simulationOf(scenario, task, recordJobs);
    this.#value = presentValueOf(scenario, gpusAtFirst(scenario));
  }

  /** Run on for at most so many instants; true when the run is over. */
  advance(instants: number): boolean {
    return this.#simulation.advance(Infinity, instants);
  }

  /** Share of the run that is done, 0 to 1. */
  get progress(): number {
    return this.#simulation.progress;
  }

  /** Rows written since the last call. */
  drain(): LedgerRows {
    const rows = this.#simulation.drain();
    this.#value?.add(rows);
    return rows;
  }

  /** Close the books: what the run has come to, and its last rows. */
  finish(): RunOutcome & { readonly rows: LedgerRows } {
    const total = this.#simulation.finish();
    const rows = this.drain();
    return { total, value: this.#value?.close(total) ?? Number.NaN, rows };
  }
}
