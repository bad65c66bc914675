// The notice of a run that is to leave: it runs on, and leaves when its checkpoint is written or the notice is over.

import { SAFE } from "../fleet/holding.ts";
import { JobWhole } from "../workload/job-row.ts";
import { type JobIndex, JobState, NO_JOB } from "../workload/job-table.ts";
import { answerNotice, attemptEnd } from "./attempts.ts";
import { EventKind } from "./event-kinds.ts";
import { vacate } from "./job-life.ts";
import { NO_EVENT } from "./lines.ts";
import { changeTier, stopWatchingAge } from "./runs.ts";
import type { State } from "./state.ts";

/**
 * Start the notice of a run, or take its GPUs at once if there is none; true if it is still there.
 * @param claimant who is to have the GPUs, or NO_JOB
 */
export function giveNotice(state: State, victim: JobIndex, claimant: JobIndex): boolean {
  const { jobs, events } = state;
  const { notice } = state.model.sources[jobs.whole[victim + JobWhole.source]!]!;
  if (notice === 0) {
    events.cancel(jobs.whole[victim + JobWhole.event]!);
    vacate(state, victim);
    return false;
  }
  stopWatchingAge(state, victim);
  if (state.outlook !== null) state.outlook.ends(victim);
  changeTier(state, victim, JobState.noticed, SAFE);
  jobs.whole[victim + JobWhole.claimant] = claimant;
  if (claimant !== NO_JOB && jobs.whole[claimant + JobWhole.state] === JobState.service) {
    state.services[jobs.whole[claimant + JobWhole.source]!]!.coming += jobs.whole[victim + JobWhole.gpus]!;
  }
  scheduleExit(state, victim, notice);
  return true;
}

/** A job that ends within its notice completes; any other leaves when its checkpoint is written or the notice is over. */
function scheduleExit(state: State, victim: JobIndex, notice: number): void {
  const { jobs, events, now } = state;
  events.cancel(jobs.whole[victim + JobWhole.event]!);
  const end = attemptEnd(state, victim);
  jobs.whole[victim + JobWhole.event] =
    end <= now + notice
      ? events.schedule(end, EventKind.completion, victim)
      : events.schedule(answerNotice(state, victim, notice), EventKind.noticeEnd, victim);
}

/** A run has come so near to its maximum life that its notice is due: its GPUs are taken back for nobody. */
export function endLife(state: State, job: JobIndex): void {
  state.jobs.whole[job + JobWhole.ageEvent] = NO_EVENT;
  giveNotice(state, job, NO_JOB);
}
