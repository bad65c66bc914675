import { expect, test } from "vitest";
import { assumptionsIn } from "../../../src/scenario/assumptions.ts";
import { PLAIN, scenarioOf } from "./memory-files.ts";

const UNCERTAIN = PLAIN.replace("$2.10/GPU/h", "{assume: {low: $1/GPU/h, mode: $2/GPU/h, high: $3.5/GPU/h}}")
  .replace("{1: 50%, 8: 50%}", "{1: {assume: {low: 40%, mode: 50%, high: 60%}}, 8: 50%}")
  .replace("nodes: 8,", "nodes: {assume: {low: 4, mode: 8, high: 16}},");

test("a scenario knows its uncertain numbers: where they stand, and between what they lie", () => {
  expect(scenarioOf(UNCERTAIN).assumptions).toEqual([
    { path: "fleet.pools.0.nodes", low: 4, mode: 8, high: 16 },
    { path: "internal.research.gpus.1", low: 40, mode: 50, high: 60 },
    { path: "rental.products.spot.price", low: 1, mode: 2, high: 3.5 },
  ]);
  expect(scenarioOf(PLAIN).assumptions).toEqual([]);
});

test("a run takes each at its mode, and a number set at its path takes its place, in the same unit", () => {
  expect(scenarioOf(UNCERTAIN).products[0]!.price).toBe(2);
  const set = scenarioOf(UNCERTAIN, ["rental.products.spot.price=3.5", "fleet.pools.0.nodes=4"]);
  expect(set.products[0]!.price).toBe(3.5);
  expect(set.fleet.pools[0]!.nodes).toBe(4);
  expect(set.assumptions.map(({ path }) => path)).toEqual(["internal.research.gpus.1"]);
});

test("a source that is called assume is no assumption", () => {
  expect(assumptionsIn({ internal: { assume: { kind: "jobs", service: "1h" } } })).toEqual([]);
});
