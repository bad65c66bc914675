// The short way of direct runs against the long way of all others, on random models of every feature.

import { expect, test } from "vitest";
import type { Model } from "../../src/simulation/model.ts";
import type { Observer } from "../../src/simulation/observer.ts";
import { Simulation } from "../../src/simulation/simulation.ts";
import { holdsFor } from "./law.ts";
import { randomDividedModel, randomModel, withParts } from "./random-models.ts";

const FILE = "tests/property/direct-runs.test.ts";
const RUNS = 150;

test.each([
  { gpus: "whole", models: randomModel },
  { gpus: "divided", models: randomDividedModel.map(withParts) },
])(
  "a run that nobody follows has the rows and totals of the same run when somebody does, GPUs being $gpus",
  ({ models }) => {
    let direct = 0;
    holdsFor(FILE, RUNS, models.map(simplified), (model) => {
      const alone = new Simulation(model, "direct", 0);
      if (alone.state.sources.direct.some((flag) => flag === 1)) direct++;
      expect(booksOf(alone)).toEqual(booksOf(watched(model)));
    });
    // Else the law says nothing.
    expect(direct).toBeGreaterThan(RUNS / 2);
  },
);

/** The same model with nothing but time asked of its runs; failures, services, levels, patience and placement stay. */
function simplified(model: Model): Model {
  const { scheduling } = model;
  const { order, preemption } = scheduling;
  return {
    ...model,
    sources: model.sources.map((plan) => ({
      ...plan,
      checkpoint: null,
      interruptions: null,
      maximumLife: Infinity,
      ...(plan.kind === "jobs" && { estimate: { kind: "factor", factor: 0.7 }, killAtEstimate: true }),
      onPreemption: plan.onPreemption === "checkpoint" ? "resume" : plan.onPreemption,
      onFailure: plan.onFailure === "checkpoint" ? "resume" : plan.onFailure,
    })),
    scheduling: {
      ...scheduling,
      order: order === "fair-share" ? "fcfs" : order,
      backfill: "none",
      quotas: [],
      preemption: {
        ...preemption,
        rule: preemption.rule === "free" ? "by-priority" : preemption.rule,
        protect: 0,
      },
    },
  };
}

/** The same run with somebody who looks on: no run of it is direct. */
function watched(model: Model): Simulation {
  const onlooker: Observer = { settled() {}, started() {}, left() {} };
  const simulation = new Simulation(model, "direct", 0, false, onlooker);
  expect(simulation.state.sources.direct.every((flag) => flag === 0)).toBe(true);
  return simulation;
}

function booksOf(simulation: Simulation): unknown {
  while (!simulation.advance(Infinity));
  const totals = simulation.finish();
  return { rows: simulation.drain(), totals };
}
