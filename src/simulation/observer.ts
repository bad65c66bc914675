import type { Outcome } from "../ledger/rows.ts";
import type { JobIndex } from "../workload/job-table.ts";
import type { State } from "./state.ts";

/** Somebody who watches a run for what the ledger does not keep. It reads the state and must not change it. */
export interface Observer {
  /** the state from this instant to the next, after every scheduling pass */
  settled(state: State): void;
  /** a job starts for the first time */
  started(state: State, job: JobIndex): void;
  /** a job leaves, or stands where it is at the end of the run */
  left(state: State, job: JobIndex, outcome: Outcome): void;
}
