// Who holds GPUs: runs begin and end, claims fill up, services grow and shrink. The pool, the ledger and the list of
// victims change together here, and nowhere else.

import { Holding } from "../fleet/pool.ts";
import { assert } from "../kernel/assert.ts";
import type { LineEnd } from "../market/billing.ts";
import type { Proposal } from "../scheduling/contract.ts";
import { type JobIndex, JobState, NO_JOB } from "../workload/job-table.ts";
import { EventKind } from "./event-kinds.ts";
import type { State } from "./state.ts";

/** The job has its GPUs: run until its work is done. */
export function startRun(state: State, job: JobIndex): void {
  const { jobs, events, ledger, now } = state;
  const source = jobs.source[job]!;
  jobs.state[job] = JobState.running;
  jobs.start[job] = now;
  jobs.event[job] = events.schedule(now + jobs.remaining[job]!, EventKind.completion, job);
  if (Number.isNaN(jobs.firstStart[job])) {
    jobs.firstStart[job] = now;
    ledger.start(source, jobs.gpus[job]!, jobs.arrival[job]!, now);
    const product = state.productOf[source]!;
    if (product !== -1) ledger.sales.admit(product);
  }
  ledger.hold(source, jobs.pool[job]!, jobs.gpus[job]!, now);
  if (state.holding(job) === Holding.preemptible) linkRunning(state, job);
}

/** Take a job off its GPUs and close its billing line; whoever claims the GPUs gets them. */
export function endRun(state: State, job: JobIndex, by: LineEnd): void {
  const { jobs, ledger, now } = state;
  const source = jobs.source[job]!;
  const gpus = jobs.gpus[job]!;
  const pool = state.pools[jobs.pool[job]!]!;
  const holding = state.holding(job);
  if (holding === Holding.preemptible) unlinkRunning(state, job);
  state.records?.remember(job, pool);
  pool.release(job, gpus, holding);
  ledger.hold(source, jobs.pool[job]!, -gpus, now);
  const product = state.productOf[source]!;
  if (product !== -1) ledger.closeLine(product, gpus, now - jobs.start[job]!, by);
  const claimant = jobs.claimant[job]! as JobIndex;
  jobs.claimant[job] = NO_JOB;
  if (claimant !== NO_JOB) handOver(state, claimant, gpus);
}

/** Hold what is free of a placement, and start as soon as nothing is missing. */
export function claim(state: State, proposal: Proposal, victimsLeft: number): void {
  const { job, gpus } = proposal;
  const { jobs } = state;
  const pool = state.pools[proposal.pool]!;
  jobs.state[job] = JobState.claiming;
  jobs.pool[job] = proposal.pool;
  jobs.victimsLeft[job] = victimsLeft;
  if (pool.nodes === null) {
    const free = Math.min(gpus, pool.free);
    pool.take(job, -1, free, Holding.claimed);
    jobs.wanted[job] = gpus - free;
  } else {
    let missing = 0;
    for (let place = 0; place < proposal.nodeCount; place++) {
      const node = proposal.nodes[place]!;
      const all = proposal.gpusOn[place]!;
      const free = Math.min(all, pool.nodes.free[node]!);
      pool.take(job, node, free, Holding.claimed, all - free);
      missing += all - free;
    }
    jobs.wanted[job] = missing;
  }
  if (victimsLeft === 0) startClaimed(state, job);
}

/** The last victim has left: the claim is complete, and the job starts. */
function startClaimed(state: State, job: JobIndex): void {
  const { jobs } = state;
  const pool = state.pools[jobs.pool[job]!]!;
  assert(
    jobs.wanted[job] === 0,
    `the victims of job row ${job} have left, and ${jobs.wanted[job]} GPUs are missing`,
  );
  pool.convert(job, jobs.gpus[job]!, Holding.claimed, state.holding(job));
  startRun(state, job);
}

/** A victim of `claimant` has left: hand over what it wants of the vacated GPUs. */
function handOver(state: State, claimant: JobIndex, gpus: number): void {
  const { jobs } = state;
  if (jobs.state[claimant] === JobState.service) {
    state.services[jobs.source[claimant]!]!.coming -= gpus;
    state.countMissing();
    return;
  }
  const pool = state.pools[jobs.pool[claimant]!]!;
  jobs.wanted[claimant]! -= pool.fillClaim(claimant, Math.min(gpus, jobs.wanted[claimant]!));
  if (--jobs.victimsLeft[claimant]! === 0) startClaimed(state, claimant);
}

/** A service holds so many GPUs more, or fewer. */
export function growService(state: State, holder: JobIndex, gpus: number): void {
  const { jobs } = state;
  const index = jobs.source[holder]!;
  const service = state.services[index]!;
  jobs.gpus[holder]! += gpus;
  service.held += gpus;
  state.ledger.hold(state.model.sources.length + index, jobs.pool[holder]!, gpus, state.now);
  state.countMissing();
}

/** The newest run hangs at the end of its pool's list of preemptible jobs. */
function linkRunning(state: State, job: JobIndex): void {
  const { next, previous } = state.jobs;
  const pool = state.pools[state.jobs.pool[job]!]!;
  previous[job] = pool.youngest;
  next[job] = NO_JOB;
  if (pool.youngest !== NO_JOB) next[pool.youngest] = job;
  pool.youngest = job;
}

export function unlinkRunning(state: State, job: JobIndex): void {
  const { next, previous } = state.jobs;
  const pool = state.pools[state.jobs.pool[job]!]!;
  const before = previous[job]! as JobIndex;
  const after = next[job]! as JobIndex;
  if (after === NO_JOB) pool.youngest = before;
  else previous[after] = before;
  if (before !== NO_JOB) next[before] = after;
}

/** A service looks at its demand: it gives up at once what it does not want, and asks the next pass for what it misses. */
export function resize(state: State, index: number): void {
  const { now, pools, events } = state;
  const service = state.services[index]!;
  const nextLook = service.look(now);
  if (nextLook < Infinity) events.schedule(nextLook, EventKind.resize, index);
  for (let place = service.holders.length - 1; place >= 0 && service.held > service.target; place--) {
    const holder = service.holders[place]!;
    const surplus = Math.min(service.held - service.target, state.jobs.gpus[holder]!);
    if (surplus === 0) continue;
    pools[service.pools[place]!]!.shrink(holder, surplus, Holding.internal);
    growService(state, holder, -surplus);
  }
  state.countMissing();
}
