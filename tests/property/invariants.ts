// What must hold of the state after every instant. Everything is counted afresh from the table of jobs.

import { expect } from "vitest";
import type { DomainView } from "../../src/fleet/domains.ts";
import { HOLDINGS, Holding } from "../../src/fleet/holding.ts";
import type { Pool } from "../../src/fleet/pool.ts";
import { Image } from "../../src/fleet/tenancy.ts";
import { attemptEnd } from "../../src/simulation/attempts.ts";
import type { State } from "../../src/simulation/state.ts";
import { type JobIndex, JobState, NO_JOB } from "../../src/workload/job-table.ts";
import { checkOutlook } from "./outlook-invariants.ts";
import { mayStart } from "./quota-rule.ts";
import { checkResale, isGuest, lentBy } from "./resale-invariants.ts";
import { checkSlicesOf, checkWholeGpus } from "./slices-invariants.ts";
import { checkClaimed, checkTenancy, naiveLimit } from "./tenancy-invariants.ts";

/** @throws where the state after an instant contradicts itself */
export function checkState(state: State): void {
  const rows = [...state.jobs.rows()];
  state.pools.forEach((pool, index) => {
    const here = rows.filter(
      (job) => state.jobs.pool[job] === index && state.jobs.state[job] !== JobState.waiting,
    );
    checkHoldings(state, pool, here);
    checkNodes(state, pool, here);
    checkGangs(state, pool, here);
    checkVictims(state, pool, here);
    expect(pool.waiting).toBe(
      sum(
        waiting(state)
          .filter((job) => firstPool(state, job) === index)
          .map((job) => state.jobs.gpus[job]!),
      ),
    );
  });
  checkLines(state);
  checkClaims(state, rows);
  checkServices(state, rows);
  checkHistory(state, rows);
  checkOutlook(state);
  checkTenancy(state);
  checkResale(state);
}

/** installed and to come = free + held + withdrawn, and what is held is what the jobs hold. */
function checkHoldings(state: State, pool: Pool, here: readonly JobIndex[]): void {
  const { jobs } = state;
  const held = new Array<number>(HOLDINGS).fill(0);
  for (const job of here)
    held[holdingOf(state, job)]! += jobs.gpus[job]! - missingOf(state, job) - lentBy(state, job);
  expect([...pool.held]).toEqual(held);
  expect(pool.free).toBeGreaterThanOrEqual(0);
  expect(pool.free + sum(held) + sum([...pool.withdrawn])).toBe(pool.places);
}

function holdingOf(state: State, job: JobIndex): number {
  const { jobs, model, now } = state;
  if (jobs.state[job] === JobState.service) return Holding.internal;
  if (jobs.state[job] === JobState.replica) return Holding.claimed;
  const plan = model.sources[jobs.source[job]!]!;
  if (jobs.state[job] === JobState.claiming)
    return plan.side === "internal" ? Holding.claimed : Holding.claimedForRental;
  if (plan.side === "internal") return Holding.internal;
  if (state.use?.isUnused(job) === true) return Holding.unused;
  if (isGuest(state, job)) return Holding.firm;
  const { rule, protect } = model.scheduling.preemption;
  const drains = rule !== "never" && state.pools[jobs.pool[job]!]!.drains(job);
  const safeUntil = jobs.start[job]! + Math.max(protect, plan.protectedFor);
  const loose = jobs.state[job] === JobState.running && now >= safeUntil && !drains;
  const mayBePreempted = plan.preemptible && (rule === "never" || loose);
  return mayBePreempted ? Holding.preemptible : Holding.firm;
}

/** The tier that a run should have now, by the words of the policy. */
function tierOf(state: State, job: JobIndex): number {
  const { jobs, model, now } = state;
  if (jobs.state[job] !== JobState.running || isGuest(state, job)) return -1;
  const { rule, protect } = model.scheduling.preemption;
  const { preemptible, side, protectedFor } = model.sources[jobs.source[job]!]!;
  const safeUntil = jobs.start[job]! + Math.max(protect, protectedFor);
  if (rule === "never" || !preemptible || now < safeUntil) return -1;
  if (state.pools[jobs.pool[job]!]!.drains(job)) return -1;
  if (rule === "internal-first") return side === "rental" ? 0 : -1;
  if (rule === "free") return 0;
  return preemptiblePriorities(state).indexOf(state.lines[jobs.line[job]!]!.priority);
}

function preemptiblePriorities({ model }: State): number[] {
  const priorities = model.sources.filter(({ preemptible }) => preemptible).map(({ priority }) => priority);
  return [...new Set(priorities)].sort((a, b) => a - b);
}

/** GPUs that a claim does not hold yet. */
function missingOf(state: State, job: JobIndex): number {
  if (!isClaim(state, job)) return 0;
  const pool = state.pools[state.jobs.pool[job]!]!;
  if (pool.nodes === null) return state.jobs.wanted[job]!;
  return state.jobs.gpus[job]! - sum(segmentsOf(pool, job).map(({ gpus }) => gpus));
}

function segmentsOf(pool: Pool, job: JobIndex): { node: number; gpus: number }[] {
  const { segments } = pool;
  const found = [];
  for (let at = segments.firstOf(job); at !== -1; at = segments.next[at]!) {
    found.push({ node: segments.node[at]!, gpus: segments.gpus[at]! });
  }
  return found;
}

/** Free and reclaimable GPUs of each node agree with the placements, and the buckets with them. */
function checkNodes(state: State, pool: Pool, here: readonly JobIndex[]): void {
  const { nodes } = pool;
  if (nodes === null) return;
  const free = new Array<number>(nodes.count).fill(nodes.gpusPerNode);
  const reaches = [...pool.heldByTier.keys()].map((tier) => tier + 1);
  const reclaimable = reaches.map(() => [...free]);
  for (const job of here) {
    const tier = tierOf(state, job);
    for (const { node, gpus } of segmentsOf(pool, job)) {
      free[node]! -= gpus;
      for (const reach of reaches) if (tier === -1 || tier >= reach) reclaimable[reach - 1]![node]! -= gpus;
    }
  }
  const withdrawn = free.map((gpus, node) => gpus - nodes.free[node]!);
  expect(Math.min(...withdrawn)).toBeGreaterThanOrEqual(0);
  expect(sum(withdrawn)).toBe(sum([...pool.withdrawn]));
  withdrawn.forEach((gpus, node) => {
    free[node]! -= gpus;
    for (const each of reclaimable) each[node]! -= gpus;
  });
  expect(sum(free)).toBe(pool.free);
  expect(Math.min(...free)).toBeGreaterThanOrEqual(0);
  expect(nodes.mostFree).toBe(Math.max(...free));
  expect(nodes.emptyNodes).toBe(free.filter((gpus) => gpus === nodes.gpusPerNode).length);
  if (pool.shape === "slices") {
    checkWholeGpus(pool, free, pool.domains!, pool.fitLimit);
    for (const reach of reaches)
      checkWholeGpus(pool, reclaimable[reach - 1]!, pool.reclaimDomains(reach)!, pool.reclaimLimit(reach));
  }
  if (pool.shape !== "whole-nodes") return;
  checkDomains(pool, free, (domains) => domains, pool.domainLimit);
  for (const reach of reaches) {
    const empty = reclaimable[reach - 1]!.filter((gpus) => gpus === nodes.gpusPerNode).length;
    const limit = empty > 0 ? empty * nodes.gpusPerNode : Math.max(...reclaimable[reach - 1]!);
    expect(pool.reclaimLimit(reach)).toBe(limit);
    checkDomains(
      pool,
      reclaimable[reach - 1]!,
      () => pool.reclaimDomains(reach),
      pool.reclaimDomainLimit(reach),
    );
  }
}

/** Domains by their empty nodes, and the largest job in one of them, agree with what each node has. */
function checkDomains(
  pool: Pool,
  gpus: readonly number[],
  of: (domains: DomainView) => DomainView | null,
  limit: number,
): void {
  if (pool.domains === null) return;
  const domains = of(pool.domains)!;
  const { nodesPerDomain } = domains;
  const empty = new Array<number>(Math.ceil(gpus.length / nodesPerDomain)).fill(0);
  gpus.forEach((some, node) => {
    if (some === pool.gpusPerNode) empty[Math.floor(node / nodesPerDomain)]!++;
  });
  expect([...domains.byEmptyNodes.free]).toEqual(empty);
  const most = Math.max(...empty);
  expect(limit).toBe(most > 0 ? most * pool.gpusPerNode : Math.max(...gpus));
}

/** A job that runs has all its GPUs, on one node or filling whole nodes where the pool says so. */
function checkGangs(state: State, pool: Pool, here: readonly JobIndex[]): void {
  for (const job of pool.nodes === null ? [] : here) {
    if (isClaim(state, job)) continue;
    const placed = byNode(segmentsOf(pool, job));
    const lent = lentBy(state, job);
    const gpus = state.jobs.gpus[job]!;
    expect(sum(placed)).toBe(gpus - lent);
    if (lent > 0 || isGuest(state, job)) continue; // GPUs of a node are one customer's and another's
    if (pool.shape === "spread" || state.jobs.state[job] === JobState.service) continue;
    if (pool.shape === "slices") checkSlicesOf(pool, gpus, segmentsOf(pool, job));
    expect(placed.length).toBe(Math.ceil(gpus / pool.gpusPerNode));
    const { topology } = state.model.sources[state.jobs.source[job]!]!;
    if (topology === "required" && pool.domains !== null) {
      const { nodesPerDomain } = pool.domains;
      const domains = segmentsOf(pool, job).map(({ node }) => Math.floor(node / nodesPerDomain));
      expect(new Set(domains).size).toBe(1);
    }
    expect(placed.filter((some) => some === pool.gpusPerNode).length).toBeGreaterThanOrEqual(
      placed.length - 1,
    );
  }
}

/** GPUs on each node: one who was the guest of several customers may stand on a node piece by piece. */
function byNode(segments: readonly { readonly node: number; readonly gpus: number }[]): number[] {
  const placed = new Map<number, number>();
  for (const { node, gpus } of segments) placed.set(node, (placed.get(node) ?? 0) + gpus);
  return [...placed.values()];
}

function isClaim({ jobs }: State, job: JobIndex): boolean {
  return jobs.state[job] === JobState.claiming || jobs.state[job] === JobState.replica;
}

/** The list of victims of each tier holds every run of it, in the order of starts. */
function checkVictims(state: State, pool: Pool, here: readonly JobIndex[]): void {
  const { jobs } = state;
  for (const tier of pool.heldByTier.keys()) {
    const listed: JobIndex[] = [];
    for (let job = pool.youngest[tier]! as JobIndex; job !== NO_JOB; job = jobs.previous[job]! as JobIndex) {
      expect(jobs.next[job]).toBe(listed.at(-1) ?? NO_JOB);
      listed.push(job);
    }
    expect(pool.oldest[tier]).toBe(listed.at(-1) ?? NO_JOB);
    const ofTier = here.filter((job) => tierOf(state, job) === tier);
    expect([...listed].sort((a, b) => a - b)).toEqual(ofTier);
    expect(pool.heldByTier[tier]).toBe(sum(ofTier.map((job) => jobs.gpus[job]!)));
    const starts = listed.map((job) => jobs.start[job]!);
    expect(starts).toEqual([...starts].sort((a, b) => b - a));
  }
}

/** The lines hold exactly the waiting jobs, and nobody whom the policy could start. */
function checkLines(state: State): void {
  const queue = waiting(state);
  expect(sum(state.lines.map((line) => line.count))).toBe(queue.length);
  expect(state.waiting).toBe(queue.length);
  if (state.runnable !== null) checkRunnable(state, state.runnable);
  const { headOfLine } = state.model.scheduling;
  if (!state.cycle.acts) return; // between two rounds they wait for the next
  const considered = queue.filter((job) => isConsidered(state, job, queue));
  // Under conservative backfill promises to others may keep the first in order from GPUs that are free.
  const first = state.reservations === null ? considered.slice(0, 1) : [];
  for (const job of headOfLine === "skip" ? considered : first)
    expect(couldStart(state, job), `job ${state.jobs.sequence[job]} waits and fits`).toBe(false);
  for (const job of queue) {
    const refused = state.model.sources[state.jobs.source[job]!]!.whenFull === "refuse";
    expect(refused && Number.isNaN(state.jobs.firstStart[job]), "a request is refused at once").toBe(false);
  }
}

/** Everybody in the system stands in the list of a reallocation, once and in order. */
function checkRunnable(state: State, { jobs: list, count }: NonNullable<State["runnable"]>): void {
  const { jobs, lines } = state;
  const standing = [...list.subarray(0, count)] as JobIndex[];
  const rank = (job: JobIndex) => lines[jobs.line[job]!]!.priority;
  const notAJob: readonly number[] = [JobState.service, JobState.replica];
  const all = [...jobs.rows()].filter((job) => !notAJob.includes(jobs.state[job]!));
  expect([...standing].sort((a, b) => a - b)).toEqual(all);
  if (!state.cycle.acts) return;
  const ranks = standing.map(rank);
  expect(ranks).toEqual([...ranks].sort((a, b) => b - a));
}

/** Waiting jobs in the order of the policy. */
export function waiting({ jobs, lines, runnable }: State): JobIndex[] {
  if (runnable !== null)
    return ([...runnable.jobs.subarray(0, runnable.count)] as JobIndex[]).filter(
      (job) => jobs.state[job] === JobState.waiting,
    );
  const priorityOf = (job: JobIndex) => lines[jobs.line[job]!]!.priority;
  const rankOf = (job: JobIndex) => lines[jobs.line[job]!]!.rank;
  return [...jobs.rows()]
    .filter((job) => jobs.state[job] === JobState.waiting)
    .sort(
      (a, b) =>
        priorityOf(b) - priorityOf(a) ||
        rankOf(a) - rankOf(b) ||
        jobs.key[a]! - jobs.key[b]! ||
        jobs.sequence[a]! - jobs.sequence[b]!,
    );
}

function firstPool(state: State, job: JobIndex): number {
  return state.model.sources[state.jobs.source[job]!]!.pools[0]!;
}

/** Whether its quota lets a job start; with `block` only the first of a line is asked. */
function isConsidered(state: State, job: JobIndex, queue: readonly JobIndex[]): boolean {
  const { jobs } = state;
  const first = (each: JobIndex) => queue.find((other) => jobs.line[other] === jobs.line[each]) === each;
  const asked = state.model.scheduling.headOfLine === "skip" ? queue : queue.filter(first);
  return asked.includes(job) && mayStart(state, job, asked);
}

/** The largest job of this one's kind that could be placed, by preemption if it must. */
export function roomIn(state: State, job: JobIndex, pool: Pool, reach: number): number {
  const { topology } = state.model.sources[state.jobs.source[job]!]!;
  if (pool.tenancy !== null)
    return naiveLimit(state, state.pools.indexOf(pool), state.lineOf(job).image, reach);
  if (topology === "required") return Math.max(pool.domainLimit, pool.reclaimDomainLimit(reach));
  return Math.max(pool.fitLimit, pool.reclaimLimit(reach));
}

/** Whether the policy could start a job as it is, its place and its quota aside. */
export function couldStart(state: State, job: JobIndex): boolean {
  const { pools } = state.model.sources[state.jobs.source[job]!]!;
  const { reach, headroom } = state.lines[state.jobs.line[job]!]!;
  const gpus = state.jobs.gpus[job]!;
  if (state.runnable !== null) return couldBeServed(state, job);
  return pools.some((index) => {
    const pool = state.pools[index]!;
    const kept = headroom === null ? 0 : headroom[index]!;
    const room = headroom === null || pool.free + pool.held[Holding.preemptible]! - gpus >= kept;
    return room && gpus <= roomIn(state, job, pool, reach);
  });
}

/** Whether a reallocation has left a job room; while GPUs are on notice, those that are free may wait for a larger job. */
function couldBeServed(state: State, job: JobIndex): boolean {
  const { jobs, lines, pools } = state;
  const { headroom, pools: allowed } = lines[jobs.line[job]!]!;
  const leaving = [...jobs.rows()].filter((each) => jobs.state[each] === JobState.noticed);
  return allowed.some((index) => {
    const { free, fitLimit } = pools[index]!;
    const kept = headroom === null ? 0 : headroom[index]!;
    return leaving.length === 0 && jobs.gpus[job]! <= Math.min(fitLimit, free - kept);
  });
}

/** A claim waits for at least one victim, and its victims hold what it misses. */
function checkClaims(state: State, rows: readonly JobIndex[]): void {
  const { jobs } = state;
  for (const claimant of rows.filter((job) => isClaim(state, job))) {
    const missing = missingOf(state, claimant);
    expect(missing).toBe(jobs.wanted[claimant]);
    if (state.model.fleet.tenancy !== null) {
      checkClaimed(state, claimant);
      continue;
    }
    const victims = rows.filter(
      (job) => jobs.state[job] === JobState.noticed && jobs.claimant[job] === claimant,
    );
    const window = state.bookings?.isAhead(claimant) === true ? 1 : 0;
    expect(victims.length + window).toBe(jobs.awaited[claimant]);
    expect(jobs.awaited[claimant]).toBeGreaterThan(0);
    expect(missing).toBeLessThanOrEqual(sum(victims.map((victim) => jobs.gpus[victim]!)));
  }
}

/** A service holds what it wants, or there is nothing that it could have. */
function checkServices(state: State, rows: readonly JobIndex[]): void {
  const { jobs, pools } = state;
  const reach = state.serviceReach;
  for (const service of state.services) {
    const coming = rows.filter(
      (job) =>
        jobs.state[job] === JobState.noticed && service.holders.includes(jobs.claimant[job]! as JobIndex),
    );
    expect(service.held).toBe(sum(service.holders.map((holder) => jobs.gpus[holder]!)));
    expect(service.held).toBeLessThanOrEqual(service.target);
    expect(service.held % service.gpusPerReplica).toBe(0);
    const replicas = rows.filter(
      (job) =>
        jobs.state[job] === JobState.replica && service.holders.includes(jobs.claimant[job]! as JobIndex),
    );
    expect(service.coming).toBe(sum([...coming, ...replicas].map((job) => jobs.gpus[job]!)));
    if (service.missing === 0 || !state.cycle.acts) continue;
    for (const index of service.pools) {
      const pool = pools[index]!;
      if (pool.tenancy !== null) {
        const room = naiveLimit(state, index, Image.internal, reach);
        expect(room).toBeLessThan(service.gpusPerReplica);
        continue;
      }
      const room = service.gpusPerReplica === 1 ? pool.reclaimable(reach) : pool.reclaimLimit(reach);
      expect(room).toBeLessThan(service.gpusPerReplica);
    }
  }
  expect(state.missing).toBe(sum(state.services.map((service) => service.missing)));
}

/** Nothing starts before it arrives, and no run outlasts its work. */
function checkHistory(state: State, rows: readonly JobIndex[]): void {
  const { jobs, now } = state;
  const notAJob: readonly number[] = [JobState.service, JobState.replica];
  for (const job of rows.filter((each) => !notAJob.includes(jobs.state[each]!))) {
    expect(jobs.arrival[job]).toBeLessThanOrEqual(now);
    if (!Number.isNaN(jobs.firstStart[job]))
      expect(jobs.firstStart[job]).toBeGreaterThanOrEqual(jobs.arrival[job]!);
    const runs = jobs.state[job] === JobState.running || jobs.state[job] === JobState.noticed;
    if (!runs) continue;
    expect(jobs.start[job]).toBeGreaterThanOrEqual(jobs.firstStart[job]!);
    expect(attemptEnd(state, job)).toBeGreaterThanOrEqual(now);
    expect(jobs.remaining[job]).toBeLessThanOrEqual(jobs.service[job]!);
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
