import { expect, test } from "vitest";
import { complaint, PLAIN, scenarioOf } from "./memory-files.ts";

const QUOTA = "quotas: {research: {gpus: 10, borrow: true}}";

test("a quota belongs to a source or product, borrows only if it says so, and there is none unless it is said", () => {
  expect(scenarioOf(PLAIN).scheduling.quotas).toEqual([]);
  expect(scenarioOf(`${PLAIN}scheduling: {${QUOTA}}\n`).scheduling.quotas).toEqual([
    { group: "research", gpus: 10, borrow: true },
  ]);
  expect(scenarioOf(`${PLAIN}scheduling: {quotas: {spot: {gpus: 4}}}\n`).scheduling.quotas).toEqual([
    { group: "spot", gpus: 4, borrow: false },
  ]);
  expect(complaint(`${PLAIN}scheduling: {quotas: {reserch: {gpus: 4}}}\n`)).toContain(
    "did you mean research?",
  );
});

test.each([
  ["backfill: easy", "quotas need backfill: none"],
  ["backfill: conservative", "quotas need backfill: none"],
  ["preemption: free", "quotas need another preemption"],
])("who reckons with all GPUs does not know what a group may have: %s", (policy, sentence) => {
  expect(complaint(`${PLAIN}scheduling: {${policy}, ${QUOTA}}\n`)).toContain(sentence);
});

test.each([
  ["backfill: easy", "backfill promises nodes of a pool, wherever they are"],
  ["preemption: free", "preemption: free gives away nodes of a pool, wherever they are"],
])("who reckons with all nodes does not know of domains: %s", (policy, sentence) => {
  const domains = PLAIN.replace("gpus_per_node: 8}", "gpus_per_node: 8, nodes_per_domain: 4}");
  const gangs = domains.replace(
    "    gpus: {1: 50%, 8: 50%}",
    "    topology: {domain: required}\n    gpus: 16",
  );
  expect(scenarioOf(gangs).sources[0]).toMatchObject({ topology: "required" });
  expect(complaint(`${gangs}scheduling: {${policy}}\n`)).toContain(sentence);
});
