import { describe, expect, test } from "vitest";
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

describe("rental without a quota that queues keeps internal work from borrowing, and that is said", () => {
  const warned = (quotas: string, ...overrides: string[]) =>
    scenarioOf(`${PLAIN}scheduling: {quotas: {${quotas}}}\n`, overrides).warnings.filter((warning) =>
      warning.includes("borrow"),
    );

  test("of every such product, with the quota that ends it", () => {
    expect(warned("research: {gpus: 10, borrow: true}")).toEqual([
      expect.stringContaining(
        "While a request of spot waits, research cannot borrow, for spot has no quota: spot: {gpus: 0, borrow: true} lets it wait without that.",
      ),
    ]);
  });

  test("and not where nobody borrows, where requests are refused, or where they have a quota", () => {
    expect(warned("research: {gpus: 10}")).toEqual([]);
    expect(warned("spot: {gpus: 10, borrow: true}")).toEqual([]);
    expect(warned("research: {gpus: 10, borrow: true}, spot: {gpus: 0, borrow: true}")).toEqual([]);
    expect(
      warned(
        "research: {gpus: 10, borrow: true}",
        "rental.products.spot.contract={preset: aws.spot, admission: refuse}",
      ),
    ).toEqual([]);
  });
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
