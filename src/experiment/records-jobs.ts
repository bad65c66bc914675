import { expectedEvents } from "../scenario/expected-events.ts";
import type { Scenario } from "../scenario/scenario.ts";

/** Assumption: the most jobs that `outputs.jobs: auto` writes down; a notebook still opens such a file. */
const MOST_JOBS = 1_000_000;

/** Whether a run keeps a record per job. A job is about two events: its arrival and its end. */
export function recordsJobs(scenario: Scenario): boolean {
  const { jobs } = scenario.outputs;
  return jobs === "auto" ? expectedEvents(scenario) / 2 <= MOST_JOBS : jobs !== false;
}
