// What becomes of those who hold GPUs of a node that fails, begins to drain or has drained.

import { SAFE } from "../fleet/holding.ts";
import type { Pool } from "../fleet/pool.ts";
import { JobWhole } from "../workload/job-row.ts";
import { type JobIndex, JobState } from "../workload/job-table.ts";
import { fail, vacate } from "./job-life.ts";
import { cancelClaim, changeTier, loosen, shrinkService } from "./runs.ts";
import type { State } from "./state.ts";

/** A job loses a unit: it moves to an idle one if it may, else it fails; a claim is given up; a service shrinks. */
export function hit(state: State, pool: Pool, job: JobIndex, node: number): void {
  if (releaseStanding(state, job, node)) return;
  if (moves(state, pool, job) && moveOff(state, pool, job, node)) return;
  fail(state, job);
}

/** A node begins to drain: claims on it are given up, and nobody preempts what runs there, for its GPUs go to nobody. */
export function drain(state: State, pool: Pool, node: number): void {
  pool.offers?.withdraw(node);
  for (const row of pool.segments.jobsOn(node)) {
    const job = row as JobIndex;
    const standing = state.jobs.whole[job + JobWhole.state]!;
    if (standing === JobState.claiming || standing === JobState.replica) cancelClaim(state, job);
    else if (standing === JobState.running && state.jobs.whole[job + JobWhole.tier] !== SAFE)
      changeTier(state, job, JobState.running, SAFE);
  }
}

/** The drain of a node is over: jobs that still run there are preempted by their own rule, and replicas are gone. */
export function clear(state: State, pool: Pool, node: number): void {
  for (let row = pool.segments.anyOn(node); row !== -1; row = pool.segments.anyOn(node)) {
    const job = row as JobIndex;
    if (releaseStanding(state, job, node)) continue;
    state.events.cancel(state.jobs.whole[job + JobWhole.event]!);
    vacate(state, job);
  }
}

/** A claim or a service gives up what it has on a node; false for a job that runs. */
function releaseStanding(state: State, job: JobIndex, node: number): boolean {
  const standing = state.jobs.whole[job + JobWhole.state]!;
  if (standing === JobState.service) shrinkService(state, job, node);
  else if (standing === JobState.claiming || standing === JobState.replica) cancelClaim(state, job);
  else return false;
  return true;
}

/**
 * Whether a job may go on elsewhere. One on notice stays, for somebody waits for its GPUs; and a gang that must be in one
 * domain might leave it.
 */
function moves({ jobs, model }: State, pool: Pool, job: JobIndex): boolean {
  const { whole } = jobs;
  const { topology } = model.sources[whole[job + JobWhole.source]!]!;
  const bound = topology === "required" && whole[job + JobWhole.gpus]! > pool.gpusPerNode;
  const { failures } = model.fleet;
  return (
    failures?.preferIdleReplacement === true && !bound && whole[job + JobWhole.state] === JobState.running
  );
}

/** A failed GPU is replaced by an idle one of its own node if there is one; else what stands there moves to another. */
function moveOff(state: State, pool: Pool, job: JobIndex, node: number): boolean {
  if (state.model.fleet.failures?.unit === "gpu" && pool.nodes!.free[node]! > 0) return true;
  if (!pool.moveOff(job, node, state.jobs.whole[job + JobWhole.tier]!)) return false;
  loosen(state, job);
  return true;
}
