// The short way of most jobs: it starts on one node as it arrives, runs its time, and ends. What `commit`, `startRun` and
// `complete` do for any job is done here in one go for those of *direct* sources: nothing is asked of their runs but
// their time, and nobody keeps records, quotas, estimates or ages of them (see SourceColumns). The states that it leaves
// are those that the long way would leave; the naive simulator and the golden files hold it to that.

import { SAFE } from "../fleet/holding.ts";
import { JobReal, JobWhole } from "../workload/job-row.ts";
import { type JobIndex, JobState, NO_JOB } from "../workload/job-table.ts";
import { EventKind } from "./event-kinds.ts";
import { linkRunning, unlinkRunning } from "./runs.ts";
import type { State } from "./state.ts";
import type { WaitingLine } from "./waiting-line.ts";

/** A job that has just arrived starts on free GPUs of the first pool of its line, on `node` unless only counts matter. */
export function startAtOnce(state: State, job: JobIndex, line: WaitingLine, node: number): void {
  const { jobs, ledger, now, sources } = state;
  const { real, whole } = jobs;
  const { source, tier, firstPool } = line;
  const gpus = whole[job + JobWhole.gpus]!;
  whole[job + JobWhole.state] = JobState.running;
  whole[job + JobWhole.pool] = firstPool;
  whole[job + JobWhole.tier] = tier;
  whole[job + JobWhole.attempts] = 1;
  real[job + JobReal.start] = now;
  real[job + JobReal.firstStart] = now;
  real[job + JobReal.attempt] = now;
  real[job + JobReal.overhead] = 0;
  const holding = tier === SAFE ? sources.whenSafe[source]! : sources.whenLoose[source]!;
  state.pools[firstPool]!.take(job, node, gpus, holding, tier);
  if (tier !== SAFE) linkRunning(state, job);
  ledger.start(source, gpus, now, now);
  ledger.hold(source, firstPool, gpus, now);
  const product = sources.product[source]!;
  if (product !== -1) ledger.sales.admit(product);
  const end = now + real[job + JobReal.remaining]!;
  whole[job + JobWhole.event] = state.events.schedule(end, EventKind.completion, job);
  state.calendar.started(source, now);
}

/** A run of a direct source that nobody waits for has done its work. */
export function endDirectly(state: State, job: JobIndex): void {
  const { jobs, ledger, now, sources } = state;
  const { real, whole } = jobs;
  const source = whole[job + JobWhole.source]!;
  const gpus = whole[job + JobWhole.gpus]!;
  const tier = whole[job + JobWhole.tier]!;
  const index = whole[job + JobWhole.pool]!;
  if (tier !== SAFE) unlinkRunning(state, job);
  const holding = tier === SAFE ? sources.whenSafe[source]! : sources.whenLoose[source]!;
  state.pools[index]!.release(job, gpus, holding, tier);
  const product = sources.product[source]!;
  if (product !== -1) ledger.closeLine(product, gpus, now - real[job + JobReal.start]!, "customer");
  const killed = whole[job + JobWhole.killedAtEstimate] === 1;
  ledger.hold(source, index, -gpus, now);
  ledger.leave(source, killed ? "killed_at_estimate" : "completed", real[job + JobReal.arrival]!);
  jobs.free(job);
  if (sources.finite[source] === 1) {
    state.finiteAlive--;
    state.finiteLeft++;
  }
  state.calendar.left(source, now);
}

/** Whether a run ends the short way: nobody has claimed its GPUs. */
export function endsDirectly(state: State, job: JobIndex): boolean {
  const { whole } = state.jobs;
  return (
    state.sources.direct[whole[job + JobWhole.source]!] === 1 && whole[job + JobWhole.claimant] === NO_JOB
  );
}
