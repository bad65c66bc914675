// Who holds GPUs: runs begin and end, claims fill up, services grow and shrink. The pool, the ledger and the list of
// victims change together here, and nowhere else.

import { Holding, SAFE } from "../fleet/pool.ts";
import { assert } from "../kernel/assert.ts";
import type { LineEnd } from "../market/billing.ts";
import type { Proposal } from "../scheduling/contract.ts";
import { type JobIndex, JobState, NO_JOB } from "../workload/job-table.ts";
import { beginAttempt } from "./attempts.ts";
import { EventKind } from "./event-kinds.ts";
import { joinLine, NO_EVENT } from "./lines.ts";
import type { State } from "./state.ts";

/** The job has its GPUs: a run begins. */
export function startRun(state: State, job: JobIndex): void {
  const { jobs, ledger, now } = state;
  const source = jobs.source[job]!;
  jobs.state[job] = JobState.running;
  jobs.start[job] = now;
  if (Number.isNaN(jobs.firstStart[job])) {
    jobs.firstStart[job] = now;
    ledger.start(source, jobs.gpus[job]!, jobs.arrival[job]!, now);
    state.observer?.started(state, job);
    const product = state.productOf[source]!;
    if (product !== -1) ledger.sales.admit(product);
  }
  ledger.hold(source, jobs.pool[job]!, jobs.gpus[job]!, now);
  if (jobs.tier[job] !== SAFE) linkRunning(state, job);
  beginAttempt(state, job, 0);
  protect(state, job);
}

/** A run under protection may be preempted only when that ends. */
function protect(state: State, job: JobIndex): void {
  const time = state.model.scheduling.preemption.protect;
  const { tier } = state.lines[state.jobs.line[job]!]!;
  if (time === 0 || tier === SAFE) return;
  state.jobs.protection[job] = state.events.schedule(state.now + time, EventKind.protectionEnd, job);
}

/** The protected time of a run is over. */
export function endProtection(state: State, job: JobIndex): void {
  state.jobs.protection[job] = NO_EVENT;
  const { tier } = state.lines[state.jobs.line[job]!]!;
  changeTier(state, job, JobState.running, tier);
}

/** Take a job off its GPUs and close its billing line; whoever claims the GPUs gets them. */
export function endRun(state: State, job: JobIndex, by: LineEnd): void {
  const { jobs, ledger, now } = state;
  const source = jobs.source[job]!;
  const gpus = jobs.gpus[job]!;
  const pool = state.pools[jobs.pool[job]!]!;
  if (jobs.tier[job] !== SAFE) unlinkRunning(state, job);
  if (jobs.protection[job] !== NO_EVENT) state.events.cancel(jobs.protection[job]!);
  jobs.protection[job] = NO_EVENT;
  state.records?.remember(job, pool);
  pool.release(job, gpus, state.holding(job), jobs.tier[job]!);
  jobs.tier[job] = SAFE;
  ledger.hold(source, jobs.pool[job]!, -gpus, now);
  const product = state.productOf[source]!;
  if (product !== -1) ledger.closeLine(product, gpus, now - jobs.start[job]!, by);
  const claimant = jobs.claimant[job]! as JobIndex;
  jobs.claimant[job] = NO_JOB;
  if (claimant !== NO_JOB) handOver(state, claimant, gpus);
}

/** The run gets another tier, and with it its place among the victims: its notice is given, or its protection is over. */
export function changeTier(state: State, job: JobIndex, standing: number, tier: number): void {
  const { jobs } = state;
  const pool = state.pools[jobs.pool[job]!]!;
  const [from, fromTier] = [state.holding(job), jobs.tier[job]!];
  if (fromTier !== SAFE) unlinkRunning(state, job);
  jobs.state[job] = standing;
  jobs.tier[job] = tier;
  pool.convert(job, jobs.gpus[job]!, from, fromTier, state.holding(job), tier);
  if (tier !== SAFE) linkRunning(state, job);
}

/** A row that claims GPUs for one replica of the service behind `holder`. */
export function replicaClaim(state: State, holder: JobIndex, gpus: number): JobIndex {
  const { jobs } = state;
  const row = jobs.take();
  jobs.source[row] = jobs.source[holder]!;
  jobs.gpus[row] = gpus;
  jobs.state[row] = JobState.replica;
  jobs.claimant[row] = holder;
  state.services[jobs.source[holder]!]!.coming += gpus;
  return row;
}

/** Hold what is free of a placement, and start as soon as nothing is missing. */
export function claim(state: State, proposal: Proposal, claimant: JobIndex, victimsLeft: number): void {
  const { gpus } = proposal;
  const { jobs } = state;
  const pool = state.pools[proposal.pool]!;
  if (claimant === proposal.job) jobs.state[claimant] = JobState.claiming;
  jobs.pool[claimant] = proposal.pool;
  jobs.victimsLeft[claimant] = victimsLeft;
  if (pool.nodes === null) {
    const free = Math.min(gpus, pool.free);
    pool.take(claimant, -1, free, Holding.claimed, SAFE);
    jobs.wanted[claimant] = gpus - free;
  } else {
    let missing = 0;
    for (let place = 0; place < proposal.nodeCount; place++) {
      const node = proposal.nodes[place]!;
      const all = proposal.gpusOn[place]!;
      const free = Math.min(all, pool.nodes.free[node]!);
      pool.take(claimant, node, free, Holding.claimed, SAFE, all - free);
      missing += all - free;
    }
    jobs.wanted[claimant] = missing;
  }
  if (victimsLeft === 0) fulfilClaim(state, claimant);
}

/** The last victim has left: the claim is complete, and the job or the replica starts. */
function fulfilClaim(state: State, job: JobIndex): void {
  const { jobs } = state;
  const pool = state.pools[jobs.pool[job]!]!;
  assert(
    jobs.wanted[job] === 0,
    `the victims of job row ${job} have left, and ${jobs.wanted[job]} GPUs are missing`,
  );
  if (jobs.state[job] === JobState.replica) {
    const holder = jobs.claimant[job]! as JobIndex;
    const gpus = jobs.gpus[job]!;
    state.services[jobs.source[holder]!]!.coming -= gpus;
    pool.handOn(job, holder, gpus, Holding.claimed, Holding.internal);
    jobs.free(job);
    growService(state, holder, gpus);
    giveUpSurplus(state, jobs.source[holder]!); // it may want less than when it claimed
    return;
  }
  jobs.tier[job] = state.firstTier(job);
  jobs.state[job] = JobState.running;
  pool.convert(job, jobs.gpus[job]!, Holding.claimed, SAFE, state.holding(job), jobs.tier[job]!);
  startRun(state, job);
}

/** A claimant gives up what it has claimed and waits or asks again; its victims leave all the same. */
export function cancelClaim(state: State, job: JobIndex): void {
  const { jobs } = state;
  const pool = state.pools[jobs.pool[job]!]!;
  pool.release(job, jobs.gpus[job]! - jobs.wanted[job]!, Holding.claimed, SAFE);
  const forReplica = jobs.state[job] === JobState.replica;
  for (const victim of jobs.rows()) {
    if (jobs.state[victim] === JobState.noticed && jobs.claimant[victim] === job)
      jobs.claimant[victim] = NO_JOB;
  }
  if (!forReplica) {
    joinLine(state, job);
    return;
  }
  state.services[jobs.source[job]!]!.coming -= jobs.gpus[job]!;
  jobs.free(job);
  state.countMissing();
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
  if (--jobs.victimsLeft[claimant]! === 0) fulfilClaim(state, claimant);
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

/** The newest run hangs at the end of the list of its pool and tier. */
function linkRunning(state: State, job: JobIndex): void {
  const { next, previous, tier } = state.jobs;
  const { youngest, oldest } = state.pools[state.jobs.pool[job]!]!;
  const last = youngest[tier[job]!]! as JobIndex;
  previous[job] = last;
  next[job] = NO_JOB;
  if (last === NO_JOB) oldest[tier[job]!] = job;
  else next[last] = job;
  youngest[tier[job]!] = job;
}

function unlinkRunning(state: State, job: JobIndex): void {
  const { next, previous, tier } = state.jobs;
  const { youngest, oldest } = state.pools[state.jobs.pool[job]!]!;
  const before = previous[job]! as JobIndex;
  const after = next[job]! as JobIndex;
  if (after === NO_JOB) youngest[tier[job]!] = before;
  else previous[after] = before;
  if (before === NO_JOB) oldest[tier[job]!] = after;
  else next[before] = after;
}

/** A node under a service fails: the replicas there are gone, broken ones with all their GPUs, and are asked for again. */
export function shrinkService(state: State, holder: JobIndex, node: number): void {
  const { jobs } = state;
  const pool = state.pools[jobs.pool[holder]!]!;
  growService(state, holder, -pool.releaseOn(holder, node, Holding.internal, SAFE));
  const broken = jobs.gpus[holder]! % state.services[jobs.source[holder]!]!.gpusPerReplica;
  if (broken === 0) return;
  pool.shrink(holder, broken, Holding.internal, SAFE);
  growService(state, holder, -broken);
}

/** A service looks at its demand: it gives up at once what it does not want, and asks the next pass for what it misses. */
export function resize(state: State, index: number): void {
  const nextLook = state.services[index]!.look(state.now);
  if (nextLook < Infinity) state.events.schedule(nextLook, EventKind.resize, index);
  giveUpSurplus(state, index);
  state.countMissing();
}

/** The GPUs that a service holds beyond what it wants go back, those of its last pool first. */
function giveUpSurplus(state: State, index: number): void {
  const service = state.services[index]!;
  for (let place = service.holders.length - 1; place >= 0 && service.held > service.target; place--) {
    const holder = service.holders[place]!;
    const surplus = Math.min(service.held - service.target, state.jobs.gpus[holder]!);
    if (surplus === 0) continue;
    state.pools[service.pools[place]!]!.shrink(holder, surplus, Holding.internal, SAFE);
    growService(state, holder, -surplus);
  }
}
