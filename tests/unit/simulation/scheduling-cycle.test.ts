// A scheduler that acts in rounds.

import { expect, test } from "vitest";
import { Simulation } from "../../../src/simulation/simulation.ts";
import { modelOf, runOf, scheduling, traceSource } from "../../models.ts";
import { holdsFor } from "../../property/law.ts";
import { engineModel, randomReallocation, randomSchedule } from "../../property/random-schedules.ts";

const FILE = "tests/unit/simulation/scheduling-cycle.test.ts";
const RUNS = 200;

test.each([randomSchedule, randomReallocation])("every start lies on the grid of the rounds", (schedules) => {
  holdsFor(FILE, RUNS, schedules, (scenario) => {
    const plain = engineModel({ ...scenario, preempts: false });
    const { jobs } = runOf({ ...plain, scheduling: { ...plain.scheduling, cycle: 7 } });
    for (const { firstStart } of jobs) if (!Number.isNaN(firstStart)) expect(firstStart % 7).toBe(0);
  });
});

test.each([randomSchedule, randomReallocation])(
  "rounds of a millisecond are a scheduler that acts at every event",
  (schedules) => {
    holdsFor(FILE, RUNS, schedules, (scenario) => {
      const model = engineModel(scenario);
      const { jobs } = runOf({ ...model, scheduling: { ...model.scheduling, cycle: 1 } });
      expect(jobs).toEqual(runOf(model).jobs);
    });
  },
);

test("a request that finds no room is refused at the next round, and one for which there is room by then starts", () => {
  const rows = [
    { id: "runs", submit: 0, service: 15, gpus: 8 },
    { id: "waits", submit: 12, service: 5, gpus: 8 },
    { id: "refused", submit: 13, service: 5, gpus: 8 },
  ];
  const sources = [traceSource("work", rows, { whenFull: "refuse" })];
  const { jobs } = runOf(modelOf({ sources, scheduling: { ...scheduling(), cycle: 10 } }));
  expect(jobs.map(({ id, firstStart, end, outcome }) => [id, firstStart, end, outcome])).toEqual([
    ["runs", 0, 15, "completed"],
    ["refused", Number.NaN, 20, "refused"],
    ["waits", 20, 25, "completed"],
  ]);
});

test("no round is an event while nobody waits", () => {
  const rows = [{ id: "runs", submit: 0, service: 1_000_000, gpus: 8 }];
  const model = modelOf({ sources: [traceSource("work", rows)], scheduling: { ...scheduling(), cycle: 10 } });
  const simulation = new Simulation(model, "1", 0);
  simulation.advance(model.end);
  expect(simulation.events).toBe(2); // it arrives, it ends
});

test("a job that is refused for want of a waiting place holds up nobody behind it, at the instant of its refusal", () => {
  const asks = [
    { id: "waits", submit: 11, service: 9, gpus: 8 },
    { id: "refused", submit: 20, service: 1, gpus: 6 },
  ];
  const work = [
    { id: "runs", submit: 0, service: 100, gpus: 6 },
    { id: "ends", submit: 0, service: 20, gpus: 2 },
    { id: "behind", submit: 12, service: 3, gpus: 2 },
  ];
  const { jobs } = runOf(
    modelOf({
      sources: [traceSource("work", work), traceSource("asks", asks, { queueLimit: 1 })],
      scheduling: scheduling({ order: "shortest-first" }),
    }),
  );
  const starts = Object.fromEntries(jobs.map(({ id, firstStart }) => [id, firstStart]));
  expect(starts).toMatchObject({ refused: Number.NaN, behind: 20, waits: 100 });
});
