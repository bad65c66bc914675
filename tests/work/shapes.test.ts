// V8 compiles the engine for the hidden classes that it has seen, and does so again when it meets another. A sweep compiles a
// scenario for every point: what the engine reads at every event must have the same shape in all of them, however warm the
// code is that made it. Objects that were copied by a spread (`{ ...plan }`) have not.

import { setFlagsFromString } from "node:v8";
import { expect, test } from "vitest";
import { Simulation } from "../../src/index.ts";
import { scenarioOf } from "../unit/scenario/memory-files.ts";

setFlagsFromString("--allow-natives-syntax");
const haveSameMap = new Function("a", "b", "return %HaveSameMap(a, b)") as (a: object, b: object) => boolean;

/** More compilations than V8 takes to have the code of the compiler of scenarios compiled. */
const POINTS = 30;

/** A simulation under way, of the scenario at one point of a sweep. */
function simulationAt(price: number): Simulation {
  const text = `
name: shapes
horizon: 2d
fleet: {pools: [{name: p, gpu: H100, nodes: 4, gpus_per_node: 8}]}
internal:
  work: {kind: jobs, arrivals: {poisson: {rate: 5/h}}, gpus: {1: 50%, 8: 50%}, service: {exponential: {mean: 1h}}}
rental:
  products:
    on-demand: {contract: aws.on-demand, price: $3/GPU/h, demand: {rate: 1/h, gpus: 1, service: 3h}}
    spot: {contract: aws.spot, price: $${price}/GPU/h, demand: {rate: 4/h, gpus: 1, service: 2h}}
scheduling: {preemption: internal-first}
`;
  const simulation = new Simulation(scenarioOf(text), "1", 0);
  simulation.advance(Infinity, 200);
  return simulation;
}

/** What is only read as a run begins or ends, or is a list that grows. */
const COLD = /\.(billing|queues)$/;

/** Where two values of one structure have objects of different shapes. */
function unlike(one: unknown, other: unknown, path: string, seen = new Set<unknown>()): string[] {
  if (typeof one !== "object" || one === null || seen.has(one)) return [];
  if (ArrayBuffer.isView(one) || path.endsWith(".echo")) return [];
  seen.add(one);
  if (typeof other !== "object" || other === null) return [path];
  const here = haveSameMap(one, other) || COLD.test(path) ? [] : [path];
  const parts = Object.entries(one).flatMap(([key, part]) =>
    unlike(part, other[key as keyof typeof other], `${path}.${key}`, seen),
  );
  return [...here, ...parts];
}

test("points of a sweep are compiled into objects of the same shapes", () => {
  const first = simulationAt(1.1);
  const found = new Set<string>();
  for (let point = 1; point < POINTS; point++)
    for (const path of unlike(first, simulationAt(1.1 + point / 10), "simulation")) found.add(path);
  expect([...found]).toEqual([]);
});
