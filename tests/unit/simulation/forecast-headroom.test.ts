import { expect, test } from "vitest";
import { HOUR, MINUTE } from "../../../src/kernel/time.ts";
import { Simulation } from "../../../src/simulation/simulation.ts";
import { scenarioOf } from "../scenario/memory-files.ts";

/** A tide of a day beside on-demand requests, and a headroom by its forecast. */
function scenarioWith(demand: string, forecast: string, where = "policy"): string {
  const own = `headroom: {forecast: ${forecast}}`;
  return `
name: forecast
horizon: 4d
fleet:
  pools: [{name: p, gpu: H100, nodes: 25, gpus_per_node: 8}]
internal:
  inference: {kind: service, demand: ${demand}}
rental:
  products:
    on-demand:
      contract: aws.on-demand
      price: $2/GPU/h
      demand: {arrivals: {every: 10m}, gpus: 1, service: 1h}
      ${where === "product" ? own : ""}
    spot:
      contract: {preset: aws.spot, notice: 30m}
      price: $1/GPU/h
      demand: {arrivals: {at: [0s]}, gpus: 1, service: 1h}
scheduling:
  placement: pool
  ${where === "policy" ? `headroom: {internal: {forecast: ${forecast}}}` : ""}
`;
}

const TIDE = "{mean: 100 GPUs, amplitude: 60 GPUs, period: 24h}";
const demandAt = (instant: number) =>
  Math.ceil(100 + 60 * Math.sin((2 * Math.PI * instant) / (24 * HOUR)) - 1e-9);

function headroomAt(text: string, instants: readonly number[]): number[] {
  const simulation = new Simulation(scenarioOf(text), "1", 0);
  return instants.map((instant) => {
    simulation.advance(instant);
    return simulation.state.headrooms.forecasts[0]!.gpus[0]!;
  });
}

const instants = Array.from({ length: 48 }, (_, look) => 24 * HOUR + look * HOUR);

test.each(["policy", "product"])(
  "the headroom of a %s is what a daily tide will grow by within the notice, once a day has been seen",
  (where) => {
    const text = scenarioWith(TIDE, "{quantile: 95%, season: 1d}", where);
    const growth = instants.map((at) => Math.max(0, demandAt(at + 30 * MINUTE) - demandAt(at)));
    expect(headroomAt(text, instants)).toEqual(growth);
    expect(Math.max(...growth)).toBeGreaterThan(5);
  },
);

test("the headroom looks as far ahead as it is told", () => {
  const text = scenarioWith(TIDE, "{quantile: 95%, season: 1d, over: 2h}");
  const growth = instants.map((at) => Math.max(0, demandAt(at + 2 * HOUR) - demandAt(at)));
  expect(headroomAt(text, instants)).toEqual(growth);
});

test.each(["{quantile: 99%, season: 1d}", "{quantile: 99%, method: exponential-smoothing}"])(
  "constant demand needs no headroom (%s)",
  (forecast) => {
    const constant = "{mean: 100 GPUs, amplitude: 0 GPUs, period: 24h}";
    expect(new Set(headroomAt(scenarioWith(constant, forecast), instants))).toEqual(new Set([0]));
  },
);

test("what rental has claimed for a window that is to begin is no internal demand", () => {
  const text = `
name: windows
horizon: 4d
fleet: {pools: [{name: p, gpu: H100, nodes: 25, gpus_per_node: 8}]}
internal: {inference: {kind: service, demand: {mean: 100 GPUs, amplitude: 0 GPUs, period: 24h}}}
rental:
  products:
    block:
      contract: aws.capacity-block
      claim_ahead: 3h
      term: 1d
      lead: 6h
      price: $2/GPU/h
      demand: {arrivals: {at: [0s, 1d, 2d]}, gpus: 8}
scheduling: {placement: pool, headroom: {internal: {forecast: {quantile: 99%, method: exponential-smoothing}}}}
`;
  expect(new Set(headroomAt(text, instants))).toEqual(new Set([0]));
});

test("rental that is not preemptible starts only where it leaves the headroom of the moment", () => {
  const text = scenarioWith(TIDE, "{quantile: 95%, season: 1d, over: 6h}").replace("nodes: 25", "nodes: 20");
  const left: number[] = [];
  const simulation = new Simulation(scenarioOf(text), "1", 0, false, {
    settled: () => {},
    left: () => {},
    started: ({ pools: [pool], headrooms, jobs, now }, job) => {
      if (jobs.source[job] !== 0 || now < 24 * HOUR) return;
      left.push(pool!.free + pool!.preemptibleRental - headrooms.forecasts[0]!.gpus[0]!);
    },
  });
  simulation.advance(96 * HOUR);
  // Some requests find exactly the room that they need, and nobody less.
  expect(Math.min(...left)).toBe(0);
});
