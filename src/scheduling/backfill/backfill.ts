import type { JobIndex } from "../../workload/job-table.ts";
import type { LineView, Proposal } from "../contract.ts";

/** Who may start although the head of line is blocked. */
export interface Backfill {
  /** whether every job waits for its reservation, so that even a head that fits does not start by itself */
  readonly reservesAll: boolean;
  /** The first job in (priority, order) of all lines cannot start now: begin, with those behind it. */
  begin(head: JobIndex, line: LineView): void;
  /** Fill in the next proposal; false when no further job may start. */
  propose(proposal: Proposal): boolean;
  /** Whether GPUs of a pool are promised to somebody who waits, as of the last pass that had a blocked head. */
  promisesIn(pool: number): boolean;
}
