// Why jobs wait, asked of every job: what the sums by size of src/scheduling/waiting-reasons.ts must come to.

import { expect } from "vitest";
import { Holding } from "../../src/fleet/holding.ts";
import type { Pool } from "../../src/fleet/pool.ts";
import { WaitingReason } from "../../src/scheduling/waiting-reasons.ts";
import type { Simulation } from "../../src/simulation/simulation.ts";
import type { State } from "../../src/simulation/state.ts";
import type { JobIndex } from "../../src/workload/job-table.ts";
import { couldStart, roomIn, waiting } from "./invariants.ts";
import { mayStart } from "./quota-rule.ts";

/** GPUs that waiting jobs ask for, by pool and reason, job by job. */
export function checkReasons({ state, reasons }: Simulation): void {
  const queue = waiting(state);
  if (queue.length === 0) return;
  // Between two rounds of a reallocation from zero it cannot be told from outside what the next will leave.
  if (state.model.scheduling.preemption.rule === "free" && !state.cycle.acts) return;
  const gpus = state.pools.map(() => [0, 0, 0, 0, 0, 0]);
  for (const job of queue)
    gpus[firstPool(state, job)]![reasonOf(state, job, queue)]! += state.jobs.gpus[job]!;
  const told = state.pools.map((_, pool) => [...reasons.gpus.subarray(6 * pool, 6 * pool + 6)]);
  if (!knowsPromises(state))
    for (const each of told) each[WaitingReason.blocked]! += each.splice(-1, 1, 0)[0]!;
  expect(told).toEqual(gpus);
}

/**
 * Whether it can be told from outside to whom GPUs are promised: where there is one pool, all jobs are looked at and every
 * instant has a pass, whoever fits and waits is kept by a promise; and without a backfill nobody is.
 */
function knowsPromises({ model }: State): boolean {
  const { backfill, cycle } = model.scheduling;
  if (backfill === "none" || model.scheduling.preemption.rule === "free") return true;
  return model.fleet.pools.length === 1 && cycle === 0 && backfill.depth === Infinity;
}

function reasonOf(state: State, job: JobIndex, queue: readonly JobIndex[]): WaitingReason {
  const first = (each: JobIndex) =>
    queue.find((other) => state.jobs.line[other] === state.jobs.line[each]) === each;
  const asked = state.model.scheduling.headOfLine === "skip" ? queue : queue.filter(first);
  const { reach, headroom } = state.lines[state.jobs.line[job]!]!;
  const pools = state.model.sources[state.jobs.source[job]!]!.pools.map((index) => state.pools[index]!);
  const gpus = state.jobs.gpus[job]!;
  if (!mayStart(state, job, asked)) return WaitingReason.quota;
  if (isKeptByPromise(state, job)) return WaitingReason.reservation;
  if (couldStart(state, job)) return WaitingReason.blocked;
  if (pools.some((pool) => gpus <= roomAnywhere(state, job, pool, reach)))
    return headroom === null ? WaitingReason.blocked : WaitingReason.headroom;
  const coming = (pool: Pool) => pool.tenancy?.comingGpus[state.lineOf(job).image] ?? 0;
  return pools.some((pool) => gpus <= pool.reclaimable(reach) + coming(pool))
    ? WaitingReason.fragmented
    : WaitingReason.noGpus;
}

/** The largest job that fits a pool by preemption and turnover, its headroom aside. */
function roomAnywhere(state: State, job: JobIndex, pool: Pool, reach: number): number {
  if (pool.tenancy !== null) return roomIn(state, job, pool, reach);
  return state.model.sources[state.jobs.source[job]!]!.topology === "required"
    ? Math.max(pool.domainLimit, pool.reclaimDomainLimit(reach))
    : Math.max(pool.fitLimit, pool.reclaimLimit(reach));
}

/** Whether a job fits as it is, under a backfill: it would have started but for a promise. */
function isKeptByPromise(state: State, job: JobIndex): boolean {
  const { backfill, preemption } = state.model.scheduling;
  if (backfill === "none" || preemption.rule === "free" || !knowsPromises(state)) return false;
  const { headroom } = state.lines[state.jobs.line[job]!]!;
  const gpus = state.jobs.gpus[job]!;
  const pool = state.pools[0]!;
  const kept = headroom === null ? 0 : headroom[0]!;
  const { topology } = state.model.sources[state.jobs.source[job]!]!;
  const fits = gpus <= (topology === "required" ? pool.domainLimit : pool.fitLimit);
  return fits && pool.free + pool.held[Holding.preemptible]! - gpus >= kept;
}

/** The pool that a waiting job is counted to. */
function firstPool(state: State, job: JobIndex): number {
  return state.model.sources[state.jobs.source[job]!]!.pools[0]!;
}
