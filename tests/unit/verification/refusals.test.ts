// Nothing of a case is skipped in silence: what is not known is refused by its name.

import { describe, expect, test } from "vitest";
import { suiteOf } from "../../../src/verification/suite.ts";
import { lossCase, ownFile } from "./own-cases.ts";

type Tree = Record<string, unknown>;

const ALL = { family: null, long: false };

function refusalsOf(change: (one: Tree) => void): readonly string[] {
  return suiteOf({ cases: [lossCase(change)] }, ALL).refused.map(({ id, reason }) => `${id}: ${reason}`);
}

const paramsOf = (one: Tree) => one.params as { fleet: Tree; streams: Tree[]; policy: Tree };

describe("the adapter refuses by name", () => {
  test("nothing of a case that it knows", () => {
    expect(refusalsOf(() => {})).toEqual([]);
  });

  test.each<[string, (one: Tree) => void, string]>([
    ["a key of a case", (one) => Object.assign(one, { mood: "blue" }), "mood"],
    ["a key of a stream", (one) => Object.assign(paramsOf(one).streams[0]!, { colour: "red" }), "colour"],
    ["a key of a fleet", (one) => Object.assign(paramsOf(one).fleet, { racks: 3 }), "racks"],
    ["a key of a policy", (one) => Object.assign(paramsOf(one).policy, { luck: 1 }), "luck"],
    [
      "a key of a law",
      (one) => Object.assign(paramsOf(one).streams[0]!.duration as Tree, { skew: 1 }),
      "skew",
    ],
    ["a law", (one) => Object.assign(paramsOf(one).streams[0]!, { duration: { dist: "cauchy" } }), "cauchy"],
    [
      "an arrival process",
      (one) => Object.assign(paramsOf(one).streams[0]!, { arrival: { process: "hawkes" } }),
      "hawkes",
    ],
    ["a queue", (one) => Object.assign(paramsOf(one).policy, { queue: "lottery" }), "lottery"],
    [
      "a backfill of random work",
      (one) => Object.assign(paramsOf(one).policy, { queue: "easy-backfill" }),
      "backfill",
    ],
    [
      "a price that demand answers to",
      (one) => Object.assign(paramsOf(one).streams[0]!, { priceElasticity: {} }),
      "priceElasticity",
    ],
    ["a kind", (one) => Object.assign(one, { kind: "prophecy" }), "prophecy"],
    ["a metric", (one) => Object.assign(one.expect as Tree, { happiness: 1 }), "happiness"],
    [
      "a metric of a stream that there is not",
      (one) => Object.assign(one.expect as Tree, { blockProb_nobody: 1 }),
      "nobody",
    ],
    [
      "a metric of the fleet that is asked of a stream",
      (one) => Object.assign(one.expect as Tree, { timeCongestion_rent: 1 }),
      "timeCongestion_rent",
    ],
    [
      "a metric of jobs that is asked of a pool",
      (one) => Object.assign(one.expect as Tree, { blockProb_pool: 1 }),
      "blockProb_pool",
    ],
    [
      "what the scenario itself refuses",
      (one) => Object.assign(paramsOf(one).streams[0]!, { pools: ["moon"] }),
      "pool",
    ],
  ])("%s", (_, change, name) => {
    const refused = refusalsOf(change);
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatch(/^X01-loss: /);
    expect(refused[0]).toContain(name);
  });

  test("an unknown metric leaves the others of its case to be tested", () => {
    const change = (one: Tree) => Object.assign(one.expect as Tree, { happiness: 1 });
    const suite = suiteOf({ cases: [lossCase(change)] }, ALL);
    expect(suite.prepared.map(({ comparisons }) => comparisons)).toEqual([2]);
  });

  test("a file that holds no cases", () => {
    expect(() => suiteOf([1, 2], ALL)).toThrow("the file is [1,2], not a map");
  });

  test("of the project's own cases, those of other random generators and nothing else", () => {
    const refused = new Set(suiteOf(ownFile, ALL).refused.map(({ id }) => id.split("-")[0]));
    expect([...refused].sort()).toEqual(["T16", "T17"]);
  });
});
