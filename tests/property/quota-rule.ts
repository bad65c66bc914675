// Quotas as the model states them, asked of every job.

import type { State } from "../../src/simulation/state.ts";
import { type JobIndex, JobState } from "../../src/workload/job-table.ts";

/** A job within the quota of its group; or beyond it, if the group borrows and none of those asked is within theirs. */
export function mayStart(state: State, job: JobIndex, asked: readonly JobIndex[]): boolean {
  if (isWithinQuota(state, job)) return true;
  return quotaOf(state, job)!.borrow && !asked.some((other) => isWithinQuota(state, other));
}

function quotaOf(state: State, job: JobIndex) {
  const name = groupOf(state, job);
  return state.model.scheduling.quotas.find(({ group }) => group === name);
}

/** What its class names, which is told by its size, or its source. */
function groupOf({ jobs, model }: State, job: JobIndex): string {
  const plan = model.sources[jobs.source[job]!]!;
  if (plan.kind === "trace") throw new Error("the rows of a trace are not looked up here");
  return plan.classes.find(({ gpus }) => gpus.values.includes(jobs.gpus[job]!))!.group ?? plan.name;
}

function isWithinQuota(state: State, job: JobIndex): boolean {
  const { jobs } = state;
  const quota = quotaOf(state, job);
  if (quota === undefined) return true;
  const using: readonly number[] = [JobState.running, JobState.noticed, JobState.claiming];
  const inUse = [...jobs.rows()].filter(
    (each) => using.includes(jobs.state[each]!) && groupOf(state, each) === quota.group,
  );
  const gpus = inUse.reduce((total, each) => total + jobs.gpus[each]!, 0);
  return gpus + jobs.gpus[job]! <= quota.gpus;
}
