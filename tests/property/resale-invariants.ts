// What must hold where customers do not always use what they hold, counted afresh from the segments of the jobs.

import { expect } from "vitest";
import type { Pool } from "../../src/fleet/pool.ts";
import { Standing } from "../../src/fleet/standing.ts";
import type { State } from "../../src/simulation/state.ts";
import { type JobIndex, JobState } from "../../src/workload/job-table.ts";

interface Piece {
  readonly job: JobIndex;
  readonly node: number;
  readonly gpus: number;
  /** the customer whose they are, or −1 */
  readonly host: number;
}

function piecesOf({ segments }: Pool, job: JobIndex): Piece[] {
  const pieces: Piece[] = [];
  for (let at = segments.firstOf(job); at !== -1; at = segments.next[at]!)
    pieces.push({ job, node: segments.node[at]!, gpus: segments.gpus[at]!, host: segments.host[at]! });
  return pieces;
}

function runsIn(state: State, index: number): JobIndex[] {
  const runs: readonly number[] = [JobState.running, JobState.noticed];
  return [...state.jobs.rows()].filter(
    (job) => state.jobs.pool[job] === index && runs.includes(state.jobs.state[job]!),
  );
}

/** GPUs of a job that guests have. */
export function lentBy(state: State, job: JobIndex): number {
  if (state.use === null || state.jobs.state[job] !== JobState.running) return 0;
  const index = state.jobs.pool[job]!;
  if ((state.pools[index]!.offers?.resold ?? 0) === 0) return 0; // spares a look at everybody; checkResale checks it
  const pieces = runsIn(state, index).flatMap((run) => piecesOf(state.pools[index]!, run));
  return sum(pieces.filter(({ host }) => host === job).map(({ gpus }) => gpus));
}

/** Whether a job has GPUs of a customer. */
export function isGuest(state: State, job: JobIndex): boolean {
  const standing = state.jobs.state[job]!;
  if (state.use === null || (standing !== JobState.running && standing !== JobState.noticed)) return false;
  return piecesOf(state.pools[state.jobs.pool[job]!]!, job).some(({ host }) => host !== -1);
}

/** What is on offer and what is resold are what customers leave and guests have; and nobody waits who could be a guest. */
export function checkResale(state: State): void {
  const { use } = state;
  state.pools.forEach((pool, index) => {
    if (use === null || pool.offers === null) return;
    const runs = runsIn(state, index);
    const guests = runs.filter((job) => isGuest(state, job));
    const borrowed = guests.flatMap((job) => piecesOf(pool, job)).filter(({ host }) => host !== -1);
    expect(pool.offers.resold).toBe(sum(borrowed.map(({ gpus }) => gpus)));
    for (const job of guests) expect(use.isGuest(job)).toBe(true);
    for (const { job, node, host } of borrowed) {
      expect(state.guests![state.jobs.source[job]!]).toBe(1);
      expect(piecesOf(pool, host as JobIndex).map((piece) => piece.node)).toContain(node);
      const leaves = state.jobs.state[job] === JobState.noticed;
      expect(
        use.isUnused(host as JobIndex) || leaves,
        "a customer is back, and its guest has its notice",
      ).toBe(true);
    }
    const offered = new Array<number>(pool.offers.nodes.count).fill(0);
    for (const job of runs.filter((run) => use.isUnused(run) && resells(state, run)))
      for (const { node, gpus } of piecesOf(pool, job))
        if (pool.standingOf(node) === Standing.inService) offered[node]! += gpus;
    expect([...pool.offers.nodes.free]).toEqual(offered);
    expect(pool.offers.gpus).toBe(sum(offered));
  });
  checkWaiting(state);
}

/** Whoever may be a guest and fits what is on offer does not wait, its quota aside. */
function checkWaiting(state: State): void {
  const { jobs, model, guests } = state;
  if (guests === null || !state.cycle.acts || state.quotas !== null) return;
  for (const job of jobs.rows()) {
    if (jobs.state[job] !== JobState.waiting || guests[jobs.source[job]!] === 0) continue;
    const { pools, topology } = model.sources[jobs.source[job]!]!;
    for (const index of pools) {
      const { offers, gpusPerNode } = state.pools[index]!;
      const limit = topology === "required" ? Math.min(gpusPerNode, offers!.fitLimit) : offers!.fitLimit;
      expect(jobs.gpus[job]!).toBeGreaterThan(limit);
    }
  }
}

function resells({ model, jobs }: State, job: JobIndex): boolean {
  return model.products.some(({ source, use }) => source === jobs.source[job] && use?.resold === true);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
