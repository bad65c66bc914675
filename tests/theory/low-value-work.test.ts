// Low-value work in place of rental, against what is exact: a backlog takes all that is idle, and a stream of jobs is the lower
// class of a system with two.

import { expect, test } from "vitest";
import { DAY, HOUR } from "../../src/kernel/time.ts";
import { type Model, withLowValueWork, withoutRental } from "../../src/simulation/model.ts";
import { delaySystem } from "../../src/theory/mmc.ts";
import { preemptiveServers } from "../../src/theory/preemptive-resume.ts";
import { preemptiveSpot } from "../../src/theory/preemptive-spot.ts";
import {
  fleetOf,
  lawSource,
  modelOf,
  ON_DEMAND,
  productOf,
  SPOT,
  scheduling,
  steppedService,
  totalsOf,
} from "../models.ts";
import { expectMean, replicationsOf, waitOf } from "./estimates.ts";

const LOW = { ...SPOT, priority: -1 } as const;
const TAKEN = scheduling({ preemption: "internal-first" });

test("a backlog of low-value work harvests, to the millisecond, all that the baseline leaves idle, and takes nothing from it", () => {
  const customers = lawSource("customers", 9, ON_DEMAND);
  const model = modelOf({
    end: 8 * DAY,
    fleet: fleetOf(1, 12),
    sources: [lawSource("work", 5), customers],
    services: [steppedService("tide", [0, 8 * HOUR, 3 * DAY], [2, 5, 3])],
    products: [productOf(1)],
    scheduling: TAKEN,
  });
  const low = lawSource("low", 0, { ...LOW, arrivals: { kind: "backlog" } });
  const run = totalsOf(withLowValueWork(model, low), "low", 0);
  const baseline = totalsOf(withoutRental(model), "low", 0);
  const [time] = run.gpuTime;
  expect(baseline.gpuTime[0]!.allocatedInternal).toBeGreaterThan(0.5 * time!.installed);
  expect(time!.allocatedInternal).toBe(baseline.gpuTime[0]!.allocatedInternal);
  expect(time!.allocatedRental).toBe(baseline.gpuTime[0]!.idle);
  expect(time!.lostRental + time!.overheadRental).toBe(0);
  expect(run.waits.filter(({ source }) => source === "work")).toEqual(baseline.waits);
});

const SERVERS = 4;
/** Jobs an hour of one hour each. */
const [WORK, JOBS] = [2, 1.2];

function streams(model: Partial<Model>): Model {
  return modelOf({
    end: 1600 * HOUR,
    warmup: 100 * HOUR,
    step: 1600 * HOUR,
    fleet: fleetOf(1, SERVERS),
    scheduling: TAKEN,
    ...model,
  });
}

test("a stream of low-value jobs that wait is the lower class of an M/M/c queue with preemption: internal work does not see it", () => {
  const runs = replicationsOf(
    withLowValueWork(streams({ sources: [lawSource("work", WORK)] }), lawSource("low", JOBS, LOW)),
  );
  const hours = (of: "allocatedRental" | "waiting") =>
    runs.map(({ gpuTime, measured }) => gpuTime[0]![of] / measured);
  expectMean(hours("allocatedRental"), JOBS, 0.01);
  const exact = preemptiveServers(SERVERS, WORK, JOBS, 1);
  const waits = runs.map((run) => waitOf(run, "work"));
  expectMean(waits, exact.meanWaitHigh, 0.05);
  // Of both classes: who is in the system and has no server waits.
  const low = exact.meanInSystemLow - JOBS;
  expectMean(hours("waiting"), low + WORK * delaySystem(SERVERS, WORK, 1).meanWait, 0.05);
  const preemptions = runs.map(({ held, measured }) => held[1]!.preemptions / (measured / HOUR));
  expectMean(preemptions, exact.preemptionRate, 0.03);
});

test("low-value jobs that do not wait hold what theory says of spot beside customers who are never taken from", () => {
  const refused = { whenFull: "refuse" } as const;
  const work = lawSource("work", 3, refused);
  const runs = replicationsOf(
    withLowValueWork(
      streams({ sources: [work] }),
      lawSource("low", 2, { ...LOW, ...refused, onPreemption: "kill" }),
    ),
  );
  const exact = preemptiveSpot(SERVERS, 3, 2);
  const held = runs.map(({ gpuTime, measured }) => gpuTime[0]!.allocatedRental / measured);
  expectMean(held, exact.meanBusySpot, 0.01);
  const dropped = runs.map(({ outcomes }) => outcomes[0]!.byOutcome.refused / outcomes[0]!.arrivals);
  expectMean(dropped, exact.refused, 0.02);
});
