// Fleets and work that grow, step by step against what theory says of every step.

import { expect, test } from "vitest";
import { exponential } from "../../src/kernel/laws/exponential.ts";
import { DAY, HOUR, MINUTE, YEAR } from "../../src/kernel/time.ts";
import { TrajectorySteps } from "../../src/results/trajectory-steps.ts";
import type { TrajectoryRow } from "../../src/results/trajectory-table.ts";
import { TRAJECTORY_PLACES } from "../../src/results/trajectory-table.ts";
import type { Model } from "../../src/simulation/model.ts";
import { Simulation } from "../../src/simulation/simulation.ts";
import { fleetOf, lawSource, modelOf, ON_DEMAND, productOf, steppedService, totalsOf } from "../models.ts";
import { expectMean, REPLICATIONS } from "./estimates.ts";

/** The steps of a model as means of so many replications, in as many independent groups as the estimates need. */
function groupsOf(model: Model, perGroup: number): TrajectoryRow[][] {
  return Array.from({ length: REPLICATIONS }, (_, group) => {
    const steps = new TrajectorySteps(model.step);
    for (let number = 0; number < perGroup; number++) {
      const simulation = new Simulation(model, "trajectory", group * perGroup + number);
      simulation.advance(model.end);
      simulation.finish();
      steps.add(number, simulation.drain());
    }
    return steps.rows(perGroup);
  });
}

/** What the groups say of a quantity in one step, GPU-hours. */
function sampleOf(groups: readonly TrajectoryRow[][], step: number, quantity: number): number[] {
  return groups.map((rows) => rows[step]!.estimates[quantity]!.mean);
}

test("an M/M/∞ population under growing arrivals is λ₀ (e^{at} − e^{−μt}) / (a + μ) at every time, from an empty fleet on", () => {
  const [rate, mean, growth] = [20, 6, Math.exp(60) - 1]; // arrivals an hour at first, hours, a year
  const classes = [
    { share: 1, gpus: { values: [1], probabilities: [1] }, service: exponential(mean * HOUR) },
  ];
  const arrivals = { kind: "poisson", rate: rate / HOUR, growth } as const;
  const model = modelOf({
    end: 10 * DAY,
    step: 12 * HOUR,
    fleet: fleetOf(1, 100_000),
    sources: [lawSource("work", rate, { arrivals, classes })],
  });
  const groups = groupsOf(model, 1);
  const a = (60 * HOUR) / YEAR;
  const mu = 1 / mean;
  // The integral of the population from an empty fleet at 0 to t, in GPU-hours: the closed form, integrated.
  const until = (t: number) => (rate / (a + mu)) * (Math.expm1(a * t) / a + Math.expm1(-mu * t) / mu);
  for (const step of [0, 1, 5, 10, 19]) {
    const exact = until(12 * (step + 1)) - until(12 * step);
    expectMean(sampleOf(groups, step, TRAJECTORY_PLACES.internal), exact, 0.02);
  }
});

test("a service whose demand doubles in a year holds in every hour the whole replicas that arithmetic says, and then the fleet", () => {
  const demand = { kind: "sinusoid", mean: 40.5, amplitude: 0, period: DAY, growth: 1 } as const;
  const service = steppedService("tide", [], [], { demand, resize: HOUR, gpusPerReplica: 2 });
  const model = modelOf({ end: YEAR, step: YEAR, fleet: fleetOf(1, 70), services: [service] });
  const { gpuTime } = totalsOf(model, "growth", 0);
  const hours = Array.from({ length: 8760 }, (_, hour) => 2 * Math.ceil((40.5 * 2 ** (hour / 8760)) / 2));
  const held = hours.reduce((sum, wanted) => sum + Math.min(70, wanted), 0);
  const wanted = hours.reduce((sum, each) => sum + each, 0);
  expect(gpuTime[0]!.allocatedInternal).toBe(held * HOUR);
  expect(gpuTime[0]!.shortfall).toBe((wanted - held) * HOUR);
});

test("a loss system to which servers are added is what the Kolmogorov equations say, before, at and after the step", () => {
  const [before, after, rate] = [30, 50, 40];
  const nodes = { at: 4 * HOUR, nodes: after - before, delay: null, capex: 1000 };
  const fleet = fleetOf(after, 1);
  const model = modelOf({
    end: 8 * HOUR,
    step: 30 * MINUTE,
    fleet: { ...fleet, pools: [{ ...fleet.pools[0]!, deliveries: [nodes] }] },
    sources: [lawSource("customers", rate, ON_DEMAND)],
    products: [productOf(0)],
  });
  const groups = groupsOf(model, 12);
  const exact = lossCourse(before, after, rate, 8, 16);
  for (const step of [0, 4, 7, 8, 9, 12, 15]) {
    expectMean(sampleOf(groups, step, TRAJECTORY_PLACES.sold), exact[step]!, 0.02);
    const installed = sampleOf(groups, step, TRAJECTORY_PLACES.installed);
    expect(new Set(installed)).toEqual(new Set([(step < 8 ? before : after) / 2]));
    const capex = sampleOf(groups, step, TRAJECTORY_PLACES.capex);
    expect(new Set(capex)).toEqual(new Set([step === 7 ? 1000 : 0])); // what happens at its end belongs to a step
  }
});

/**
 * GPU-hours held in each of so many steps of a loss system with a mean service time of an hour that starts empty and has
 * `after` servers from half of the time on: the Kolmogorov forward equations, by Runge and Kutta.
 */
function lossCourse(before: number, after: number, rate: number, hours: number, steps: number): number[] {
  const perStep = 200;
  const dt = hours / steps / perStep;
  let state: number[] = Array.from({ length: after + 1 }, (_, busy) => (busy === 0 ? 1 : 0));
  return Array.from({ length: steps }, (_, step) => {
    const servers = step < steps / 2 ? before : after;
    let held = 0;
    for (let part = 0; part < perStep; part++) {
      const first = slope(state, servers, rate);
      const second = slope(moved(state, first, dt / 2), servers, rate);
      const third = slope(moved(state, second, dt / 2), servers, rate);
      const fourth = slope(moved(state, third, dt), servers, rate);
      const next = state.map(
        (p, n) => p + (dt / 6) * (first[n]! + 2 * second[n]! + 2 * third[n]! + fourth[n]!),
      );
      held += ((meanOf(state) + meanOf(next)) / 2) * dt;
      state = next;
    }
    return held;
  });
}

function slope(p: readonly number[], servers: number, rate: number): number[] {
  return p.map((here, n) => {
    const arrivals = (n > 0 && n <= servers ? rate * p[n - 1]! : 0) - (n < servers ? rate * here : 0);
    const ends = (n + 1 < p.length ? (n + 1) * p[n + 1]! : 0) - n * here;
    return arrivals + ends;
  });
}

function moved(p: readonly number[], along: readonly number[], by: number): number[] {
  return p.map((here, n) => here + by * along[n]!);
}

function meanOf(p: readonly number[]): number {
  return p.reduce((sum, here, n) => sum + n * here, 0);
}
