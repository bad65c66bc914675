// Who holds GPUs: runs begin and end, claims fill up, services grow and shrink. The pool, the ledger and the list of
// victims change together here, and nowhere else.

import { Holding, SAFE } from "../fleet/holding.ts";
import { fault } from "../kernel/assert.ts";
import type { LineEnd } from "../market/billing.ts";
import type { Proposal } from "../scheduling/contract.ts";
import { JobReal, JobWhole } from "../workload/job-row.ts";
import { type JobIndex, JobState, NO_JOB } from "../workload/job-table.ts";
import { beginAttempt } from "./attempts.ts";
import { EventKind } from "./event-kinds.ts";
import { joinLine, NO_EVENT } from "./lines.ts";
import type { State } from "./state.ts";

/** The job has its GPUs: a run begins. */
export function startRun(state: State, job: JobIndex): void {
  const { jobs, ledger, now } = state;
  const { real, whole } = jobs;
  const source = whole[job + JobWhole.source]!;
  const gpus = whole[job + JobWhole.gpus]!;
  whole[job + JobWhole.state] = JobState.running;
  real[job + JobReal.start] = now;
  if (Number.isNaN(real[job + JobReal.firstStart])) startFirst(state, job);
  if (state.credits !== null) state.credits.start(job);
  if (state.use !== null) state.use.begin(job);
  ledger.hold(source, whole[job + JobWhole.pool]!, gpus, now);
  if (state.market !== null) state.market.started(job);
  if (state.tokens !== null) state.tokens[source]?.hold(gpus, whole[job + JobWhole.pool]!, state);
  if (state.groupUsage !== null) state.groupUsage.hold(state.lineOf(job).group, gpus, now);
  if (whole[job + JobWhole.tier] !== SAFE) linkRunning(state, job);
  beginAttempt(state, job, 0);
  if (state.outlook !== null) state.outlook.begins(job);
  if (state.sources.ages[source] === 1) watchAge(state, job);
}

/** A job starts that has never run: it has waited until now. */
function startFirst(state: State, job: JobIndex): void {
  const { jobs, ledger, now } = state;
  const { real, whole } = jobs;
  const source = whole[job + JobWhole.source]!;
  real[job + JobReal.firstStart] = now;
  const { bookings } = state;
  const asked = bookings === null ? real[job + JobReal.arrival]! : bookings.askedSince(job);
  ledger.start(source, whole[job + JobWhole.gpus]!, asked, now);
  if (state.exits !== null) state.exits.begin(job);
  if (state.observer !== null) state.observer.started(state, job);
  const product = state.sources.product[source]!;
  if (product !== -1) ledger.sales.admit(product);
}

/** What comes next to a run by its age: the end of its protection, and then that of its life. */
function watchAge(state: State, job: JobIndex): void {
  const { events, jobs } = state;
  const { real, whole } = jobs;
  const start = real[job + JobReal.start]!;
  const source = whole[job + JobWhole.source]!;
  const { maximumLife, notice } = state.model.sources[source]!;
  const protectedUntil = start + state.sources.protectedFor[source]!;
  if (protectedUntil > state.now && state.lines[whole[job + JobWhole.line]!]!.tier !== SAFE)
    whole[job + JobWhole.ageEvent] = events.schedule(protectedUntil, EventKind.protectionEnd, job);
  else if (maximumLife < Infinity) {
    const due = Math.max(state.now, start + maximumLife - notice);
    whole[job + JobWhole.ageEvent] = events.schedule(due, EventKind.lifeEnd, job);
  }
}

/** The protected time of a run is over. */
export function endProtection(state: State, job: JobIndex): void {
  state.jobs.whole[job + JobWhole.ageEvent] = NO_EVENT;
  loosen(state, job);
  watchAge(state, job);
}

/** A run may be preempted as its line says, unless it is protected, stands on a node that drains, or is a guest. */
export function loosen(state: State, job: JobIndex): void {
  const { real, whole } = state.jobs;
  const { tier } = state.lines[whole[job + JobWhole.line]!]!;
  const protectedFor = state.sources.protectedFor[whole[job + JobWhole.source]!]!;
  if (state.use?.isGuest(job) === true) return;
  if (whole[job + JobWhole.tier] === tier || state.now < real[job + JobReal.start]! + protectedFor) return;
  if (state.pools[whole[job + JobWhole.pool]!]!.drains(job)) return;
  changeTier(state, job, JobState.running, tier);
}

/** The run ends, or its notice is given: its age matters no longer. */
export function stopWatchingAge(state: State, job: JobIndex): void {
  const { whole } = state.jobs;
  if (whole[job + JobWhole.ageEvent] === NO_EVENT) return;
  state.events.cancel(whole[job + JobWhole.ageEvent]!);
  whole[job + JobWhole.ageEvent] = NO_EVENT;
}

/** Take a job off its GPUs and close its billing line; whoever claims the GPUs gets them. */
export function endRun(state: State, job: JobIndex, by: LineEnd): void {
  const { jobs, ledger, now } = state;
  const { real, whole } = jobs;
  const source = whole[job + JobWhole.source]!;
  const gpus = whole[job + JobWhole.gpus]!;
  const index = whole[job + JobWhole.pool]!;
  const tier = whole[job + JobWhole.tier]!;
  const pool = state.pools[index]!;
  if (tier !== SAFE) unlinkRunning(state, job);
  if (state.outlook !== null && whole[job + JobWhole.state] === JobState.running) state.outlook.ends(job);
  stopWatchingAge(state, job);
  if (state.records !== null) state.records.remember(job, pool);
  const holding = state.holding(job);
  pool.release(job, state.use === null ? gpus : state.use.end(job), holding, tier);
  whole[job + JobWhole.tier] = SAFE;
  ledger.hold(source, index, -gpus, now);
  if (state.tokens !== null) state.tokens[source]?.hold(-gpus, index, state);
  if (state.groupUsage !== null) state.groupUsage.hold(state.lineOf(job).group, -gpus, now);
  if (state.quotas !== null) state.useQuota(job, -gpus);
  const product = state.sources.product[source]!;
  if (product !== -1) {
    const billed = ledger.closeLine(product, gpus, now - real[job + JobReal.start]!, by);
    if (state.market !== null) state.market.ended(job, product, by, billed);
  }
  if (state.credits !== null && by === "provider") state.credits.lose(job);
  if (state.turnovers !== null) state.turnovers.wipeCleared(index);
  const claimant = whole[job + JobWhole.claimant]! as JobIndex;
  if (claimant === NO_JOB) return;
  whole[job + JobWhole.claimant] = NO_JOB;
  handOver(state, claimant, gpus);
}

/** The run gets another tier, and with it its place among the victims: its notice is given, or its protection is over. */
export function changeTier(state: State, job: JobIndex, standing: number, tier: number): void {
  const { jobs } = state;
  const pool = state.pools[jobs.whole[job + JobWhole.pool]!]!;
  const [from, fromTier] = [state.holding(job), jobs.whole[job + JobWhole.tier]!];
  if (fromTier !== SAFE) unlinkRunning(state, job);
  jobs.whole[job + JobWhole.state] = standing;
  jobs.whole[job + JobWhole.tier] = tier;
  pool.convert(job, jobs.whole[job + JobWhole.gpus]!, from, fromTier, state.holding(job), tier);
  if (tier !== SAFE) linkRunning(state, job);
}

/** A row that claims GPUs for one replica of the service behind `holder`. */
export function replicaClaim(state: State, holder: JobIndex, gpus: number): JobIndex {
  const { jobs } = state;
  const row = jobs.take();
  jobs.whole[row + JobWhole.source] = jobs.whole[holder + JobWhole.source]!;
  jobs.whole[row + JobWhole.gpus] = gpus;
  jobs.whole[row + JobWhole.state] = JobState.replica;
  jobs.whole[row + JobWhole.claimant] = holder;
  state.services[jobs.whole[holder + JobWhole.source]!]!.coming += gpus;
  return row;
}

/** For whom the GPUs of a claim are kept. */
export function claimHolding({ jobs, model }: State, claimant: JobIndex): Holding {
  if (jobs.whole[claimant + JobWhole.state] === JobState.replica) return Holding.claimed;
  const { side } = model.sources[jobs.whole[claimant + JobWhole.source]!]!;
  return side === "internal" ? Holding.claimed : Holding.claimedForRental;
}

/** Hold what is free of a placement, and start as soon as nothing is missing. */
export function claim(state: State, proposal: Proposal, claimant: JobIndex, awaited: number): void {
  const { gpus } = proposal;
  const { jobs } = state;
  const pool = state.pools[proposal.pool]!;
  if (claimant === proposal.job) jobs.whole[claimant + JobWhole.state] = JobState.claiming;
  jobs.whole[claimant + JobWhole.pool] = proposal.pool;
  const holding = claimHolding(state, claimant);
  const ahead = state.bookings?.isAhead(claimant) === true ? 1 : 0; // its window is awaited too
  jobs.real[claimant + JobReal.awaited] = awaited + ahead;
  if (pool.nodes === null) {
    const free = Math.min(gpus, pool.free);
    pool.take(claimant, -1, free, holding, SAFE);
    jobs.real[claimant + JobReal.wanted] = gpus - free;
  } else {
    let missing = 0;
    for (let place = 0; place < proposal.nodeCount; place++) {
      const node = proposal.nodes[place]!;
      const all = proposal.gpusOn[place]!;
      const free = Math.min(all, pool.nodes.free[node]!);
      pool.take(claimant, node, free, holding, SAFE, all - free);
      missing += all - free;
    }
    jobs.real[claimant + JobReal.wanted] = missing;
  }
  if (awaited > 0) return;
  if (ahead === 0) fulfilClaim(state, claimant);
  else state.bookings!.gather(claimant);
}

/** A victim has left, a node has been turned over, or a window begins: one less is awaited for a claim. */
export function awaitOneLess(state: State, claimant: JobIndex): void {
  const left = --state.jobs.real[claimant + JobReal.awaited]!;
  if (left === 0) fulfilClaim(state, claimant);
  else if (left === 1 && state.bookings?.isAhead(claimant) === true) state.bookings.gather(claimant);
}

/** Nothing is awaited any more: the claim is complete, and the job or the replica starts. */
function fulfilClaim(state: State, job: JobIndex): void {
  const { jobs } = state;
  const pool = state.pools[jobs.whole[job + JobWhole.pool]!]!;
  if (jobs.real[job + JobReal.wanted] !== 0)
    fault(`job row ${job} awaits nothing more, and ${jobs.real[job + JobReal.wanted]} GPUs are missing`);
  if (jobs.whole[job + JobWhole.state] === JobState.replica) {
    const holder = jobs.whole[job + JobWhole.claimant]! as JobIndex;
    const gpus = jobs.whole[job + JobWhole.gpus]!;
    state.services[jobs.whole[holder + JobWhole.source]!]!.coming -= gpus;
    pool.handOn(job, holder, gpus, claimHolding(state, job), Holding.internal);
    jobs.free(job);
    growService(state, holder, gpus);
    giveUpSurplus(state, jobs.whole[holder + JobWhole.source]!); // it may want less than when it claimed
    return;
  }
  const claimed = claimHolding(state, job);
  jobs.whole[job + JobWhole.tier] = state.firstTier(job);
  jobs.whole[job + JobWhole.state] = JobState.running;
  pool.convert(
    job,
    jobs.whole[job + JobWhole.gpus]!,
    claimed,
    SAFE,
    state.holding(job),
    jobs.whole[job + JobWhole.tier]!,
  );
  startRun(state, job);
}

/** A claimant gives up what it has claimed and waits or asks again; its victims leave all the same. */
export function cancelClaim(state: State, job: JobIndex): void {
  const { jobs } = state;
  const pool = state.pools[jobs.whole[job + JobWhole.pool]!]!;
  if (state.turnovers !== null) state.turnovers.giveUp(pool, job);
  if (state.bookings !== null) state.bookings.scatter(job);
  pool.release(
    job,
    jobs.whole[job + JobWhole.gpus]! - jobs.real[job + JobReal.wanted]!,
    claimHolding(state, job),
    SAFE,
  );
  const forReplica = jobs.whole[job + JobWhole.state] === JobState.replica;
  for (const victim of jobs.rows()) {
    if (
      jobs.whole[victim + JobWhole.state] === JobState.noticed &&
      jobs.whole[victim + JobWhole.claimant] === job
    )
      jobs.whole[victim + JobWhole.claimant] = NO_JOB;
  }
  if (!forReplica) {
    state.useQuota(job, -jobs.whole[job + JobWhole.gpus]!);
    joinLine(state, job);
    return;
  }
  state.services[jobs.whole[job + JobWhole.source]!]!.coming -= jobs.whole[job + JobWhole.gpus]!;
  jobs.free(job);
  state.countMissing();
}

/** A victim of `claimant` has left: hand over what it wants of the vacated GPUs. */
function handOver(state: State, claimant: JobIndex, gpus: number): void {
  const { jobs } = state;
  if (jobs.whole[claimant + JobWhole.state] === JobState.service) {
    state.services[jobs.whole[claimant + JobWhole.source]!]!.coming -= gpus;
    state.countMissing();
    return;
  }
  const pool = state.pools[jobs.whole[claimant + JobWhole.pool]!]!;
  jobs.real[claimant + JobReal.wanted]! -= pool.fillClaim(
    claimant,
    Math.min(gpus, jobs.real[claimant + JobReal.wanted]!),
    claimHolding(state, claimant),
  );
  awaitOneLess(state, claimant);
}

/** A service holds so many GPUs more, or fewer. */
export function growService(state: State, holder: JobIndex, gpus: number): void {
  const { jobs } = state;
  const index = jobs.whole[holder + JobWhole.source]!;
  const service = state.services[index]!;
  jobs.whole[holder + JobWhole.gpus]! += gpus;
  service.held += gpus;
  state.ledger.hold(state.model.sources.length + index, jobs.whole[holder + JobWhole.pool]!, gpus, state.now);
  state.countMissing();
}

/**
 * A run hangs in the list of its pool and tier, by its start: nearly always at the end. One whose protection is over goes
 * before those that started later and were protected for less.
 */
export function linkRunning(state: State, job: JobIndex): void {
  const { real, whole } = state.jobs;
  const { youngest, oldest } = state.pools[whole[job + JobWhole.pool]!]!;
  const tier = whole[job + JobWhole.tier]!;
  const start = real[job + JobReal.start]!;
  let before = youngest[tier]!;
  while (before !== NO_JOB && real[before + JobReal.start]! > start)
    before = whole[before + JobWhole.previous]!;
  const after = before === NO_JOB ? oldest[tier]! : whole[before + JobWhole.next]!;
  whole[job + JobWhole.previous] = before;
  whole[job + JobWhole.next] = after;
  if (before === NO_JOB) oldest[tier] = job;
  else whole[before + JobWhole.next] = job;
  if (after === NO_JOB) youngest[tier] = job;
  else whole[after + JobWhole.previous] = job;
}

/** A run leaves that list. */
export function unlinkRunning(state: State, job: JobIndex): void {
  const { whole } = state.jobs;
  const { youngest, oldest } = state.pools[whole[job + JobWhole.pool]!]!;
  const tier = whole[job + JobWhole.tier]!;
  const before = whole[job + JobWhole.previous]!;
  const after = whole[job + JobWhole.next]!;
  if (after === NO_JOB) youngest[tier] = before;
  else whole[after + JobWhole.previous] = before;
  if (before === NO_JOB) oldest[tier] = after;
  else whole[before + JobWhole.next] = after;
}

/** A node under a service fails: the replicas there are gone, broken ones with all their GPUs, and are asked for again. */
export function shrinkService(state: State, holder: JobIndex, node: number): void {
  const { jobs } = state;
  const pool = state.pools[jobs.whole[holder + JobWhole.pool]!]!;
  growService(state, holder, -pool.releaseOn(holder, node, Holding.internal, SAFE));
  const broken =
    jobs.whole[holder + JobWhole.gpus]! %
    state.services[jobs.whole[holder + JobWhole.source]!]!.gpusPerReplica;
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
    const surplus = Math.min(service.held - service.target, state.jobs.whole[holder + JobWhole.gpus]!);
    if (surplus === 0) continue;
    state.pools[service.pools[place]!]!.shrink(holder, surplus, Holding.internal, SAFE);
    growService(state, holder, -surplus);
  }
}
