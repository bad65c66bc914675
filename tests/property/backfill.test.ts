// Backfill: a second opinion job by job, and the promises that its two kinds make.

import fc from "fast-check";
import { expect, test } from "vitest";
import { HOUR, MINUTE } from "../../src/kernel/time.ts";
import { GANGS, type GangName, PLACEMENTS, type PlacementName } from "../../src/scheduling/plan.ts";
import type { Observer } from "../../src/simulation/observer.ts";
import { Simulation } from "../../src/simulation/simulation.ts";
import type { State } from "../../src/simulation/state.ts";
import { type JobIndex, JobState } from "../../src/workload/job-table.ts";
import { fleetOf, modelOf, runOf, scheduling, traceSource } from "../models.ts";
import { holdsFor } from "./law.ts";
import { type NaiveJob, type NaiveRules, naiveStarts } from "./naive-backfill.ts";

const FILE = "tests/property/backfill.test.ts";

/** Few different times and many small jobs, so that nearly everything ties; jobs of no length; estimates too short and too long. */
const jobs = (most: number): fc.Arbitrary<NaiveJob[]> =>
  fc.array(
    fc.record({
      submit: fc.nat(12),
      service: fc.nat(6),
      estimate: fc.nat(9),
      gpus: fc.oneof(fc.integer({ min: 1, max: most }), fc.integer({ min: 1, max: Math.min(2, most) })),
    }),
    { minLength: 1, maxLength: 25, size: "max" }, // long lists are as likely as short ones
  );

const cases = fc.integer({ min: 1, max: 9 }).chain((gpus) =>
  fc.record({
    jobs: jobs(gpus).map((list) => [...list].sort((a, b) => a.submit - b.submit)),
    rules: fc.record<NaiveRules>({
      gpus: fc.constant(gpus),
      kind: fc.constantFrom("none", "easy", "easy", "conservative", "conservative"),
      depth: fc.constantFrom(Infinity, Infinity, 1, 3),
      order: fc.constantFrom("fcfs", "shortest-first"),
    }),
  }),
);

test("EASY and conservative backfill start every job when the rules told plainly start it", () => {
  holdsFor(FILE, 1500, cases, ({ jobs: list, rules }) => {
    const { kind, depth, order } = rules;
    const source = traceSource(
      "work",
      list.map((job, place) => ({ ...job, id: String(place) })),
      { killAtEstimate: true },
    );
    const run = runOf(
      modelOf({
        fleet: fleetOf(rules.gpus, 1),
        sources: [source],
        scheduling: scheduling({ order, backfill: kind === "none" ? "none" : { kind, depth } }),
      }),
    );
    const starts = new Map(run.jobs.map(({ id, firstStart }) => [id, firstStart]));
    expect(list.map((_, place) => starts.get(String(place)))).toEqual(naiveStarts(list, rules));
  });
});

interface Setting {
  readonly nodes: number;
  readonly gpusPerNode: number;
  readonly placement: PlacementName;
  readonly gang: GangName;
  readonly list: readonly NaiveJob[];
}

const settings: fc.Arbitrary<Setting> = fc
  .record({ nodes: fc.integer({ min: 1, max: 5 }), gpusPerNode: fc.integer({ min: 1, max: 4 }) })
  .chain(({ nodes, gpusPerNode }) =>
    fc.record({
      nodes: fc.constant(nodes),
      gpusPerNode: fc.constant(gpusPerNode),
      placement: fc.constantFrom(...PLACEMENTS),
      gang: fc.constantFrom(...GANGS),
      list: jobs(nodes * gpusPerNode),
    }),
  );

/** Minutes to begin with, so that nothing depends on the unit; estimates are exact. */
function modelWith({ nodes, gpusPerNode, placement, gang, list }: Setting, kind: "easy" | "conservative") {
  const rows = list.map(({ submit, service, gpus }, place) => ({
    id: String(place),
    submit: submit * MINUTE,
    service: service * MINUTE,
    gpus,
  }));
  return modelOf({
    fleet: fleetOf(nodes, gpusPerNode),
    step: HOUR,
    sources: [traceSource("work", rows)],
    scheduling: scheduling({ placement, gang, backfill: { kind, depth: Infinity } }),
  });
}

/** Holds every job to the first promise that it was given. */
class Promises implements Observer {
  private readonly promised = new Map<number, number>();
  private readonly promise: (state: State) => readonly (readonly [JobIndex, number])[];

  /** @param promise what is promised now, and to whom */
  constructor(promise: (state: State) => readonly (readonly [JobIndex, number])[]) {
    this.promise = promise;
  }

  settled(state: State): void {
    for (const [job, instant] of this.promise(state)) {
      const number = state.jobs.number[job]!;
      if (!this.promised.has(number)) this.promised.set(number, instant);
    }
  }

  started(state: State, job: JobIndex): void {
    const number = state.jobs.number[job]!;
    expect(state.now, `start of job ${number}`).toBeLessThanOrEqual(this.promised.get(number) ?? Infinity);
  }

  left(): void {}
}

test("with exact estimates EASY starts a blocked head no later than its first reservation, on any placement", () => {
  holdsFor(FILE, 800, settings, (setting) => {
    const simulation = new Simulation(modelWith(setting, "easy"), "1", 0, false, new Promises(headsShadow));
    simulation.advance(Infinity);
  });
});

test("with exact estimates conservative backfill starts a job no later than the reservation of its arrival", () => {
  holdsFor(FILE, 800, settings, (setting) => {
    const model = modelWith({ ...setting, placement: "pool" }, "conservative");
    new Simulation(model, "1", 0, false, new Promises(reservations)).advance(Infinity);
  });
});

function reservations(state: State): [JobIndex, number][] {
  const waiting = [...state.jobs.rows()].filter((job) => state.jobs.state[job] === JobState.waiting);
  return waiting.map((job) => [job, state.reservations!.startOf(job)]);
}

/** The first waiting job, and when it would start if nothing else did: runs leave their nodes one after the other. */
function headsShadow(state: State): [JobIndex, number][] {
  const { jobs: table, now } = state;
  const rows = [...state.jobs.rows()];
  const head = rows
    .filter((job) => table.state[job] === JobState.waiting)
    .sort((a, b) => table.sequence[a]! - table.sequence[b]!)[0];
  if (head === undefined) return [];
  const pool = state.pools[0]!;
  const free = pool.nodes === null ? [pool.free] : [...pool.nodes.free];
  const runs = rows
    .filter((job) => table.state[job] === JobState.running)
    .map((job) => ({ job, end: table.start[job]! + table.service[job]! }))
    .sort((a, b) => a.end - b.end);
  let shadow = now;
  for (const { job, end } of runs) {
    if (hasRoom(free, pool.shape === "whole-nodes" ? pool.gpusPerNode : 0, table.gpus[head]!)) break;
    shadow = end;
    if (pool.nodes === null) free[0]! += table.gpus[job]!;
    for (let at = pool.segments.firstOf(job); at !== -1; at = pool.segments.next[at]!) {
      free[pool.segments.node[at]!]! += pool.segments.gpus[at]!;
    }
  }
  return [[head, shadow]];
}

/** @param whole GPUs of a node that only whole nodes have, or 0 where GPUs of any nodes will do */
function hasRoom(free: readonly number[], whole: number, gpus: number): boolean {
  if (whole === 0) return free.reduce((sum, each) => sum + each, 0) >= gpus;
  if (gpus <= whole) return Math.max(...free) >= gpus;
  return free.filter((each) => each === whole).length >= Math.ceil(gpus / whole);
}
