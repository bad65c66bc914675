import { describe, expect, test } from "vitest";
import { MINUTE } from "../../../src/kernel/time.ts";
import { complaint, PLAIN, scenarioOf } from "./memory-files.ts";

const POOLS = "    - {name: p, gpu: H100, nodes: 8, gpus_per_node: 8}\n";

/** The plain scenario with whole nodes for each side, and more of its fleet. */
function apart(tenancy: string, more = ""): string {
  return PLAIN.replace(POOLS, `${POOLS}  tenancy: ${tenancy}\n${more}`);
}

test("the sides share nodes unless tenancy is said, and its time is a law", () => {
  expect(scenarioOf(PLAIN).fleet.tenancy).toBeNull();
  const { tenancy } = scenarioOf(apart("{turnover: {lognormal: {mean: 45m, cv: 0.5}}}")).fleet;
  expect(tenancy!.turnover.mean).toBeCloseTo(45 * MINUTE, 6);
  expect(scenarioOf(apart("{unit: node, customers: same, turnover: 0s}")).fleet.tenancy!.turnover.mean).toBe(
    0,
  );
});

test.each([
  ["{unit: rack, turnover: 1h}", "a.yaml:7:19: error: fleet.tenancy.unit"],
  ["{customers: alone, turnover: 1h}", "a.yaml:7:24: error: fleet.tenancy.customers"],
  ["{turnover: 45}", "a.yaml:7:23: error: fleet.tenancy.turnover"],
  ["{unit: node}", "fleet.tenancy.turnover"],
])("what tenancy does not know is refused where it stands: %s", (tenancy, sentence) => {
  expect(complaint(apart(tenancy))).toContain(sentence);
});

test("whole domains are kept where every pool says how many nodes they have, and refused where one does not", () => {
  const byDomain = apart("{unit: domain, turnover: 1h}");
  const said = byDomain.replace("gpus_per_node: 8}", "gpus_per_node: 8, nodes_per_domain: 4}");
  expect(scenarioOf(said).fleet.tenancy).toMatchObject({ unit: "domain" });
  expect(scenarioOf(said.replace("unit: domain, ", "")).fleet.tenancy).toMatchObject({ unit: "node" });
  const second = said.replace(
    "  tenancy:",
    "    - {name: q, gpu: H100, nodes: 8, gpus_per_node: 8}\n  tenancy:",
  );
  expect(complaint(second)).toContain(
    "fleet.pools[1]: nobody says which nodes of pool q are a domain and change hands together",
  );
  expect(complaint(second)).toContain("nodes_per_domain in this pool, or tenancy with unit: node");
});

test.each([
  ["placement: pool", "scheduling.placement: under tenancy GPUs have nodes"],
  ["gang: spread", "scheduling.gang: under tenancy gangs have whole nodes"],
  ["backfill: easy", "scheduling.backfill: backfill knows nothing of turnovers"],
  ["backfill: conservative", "scheduling.backfill: backfill knows nothing of turnovers"],
  ["preemption: by-priority", "scheduling.preemption: it would take single GPUs"],
  ["preemption: {rule: free}", "scheduling.preemption: it would take single GPUs"],
  [
    "headroom: {internal: {forecast: {quantile: 95%, method: seasonal-naive, every: 1h}}}",
    "scheduling.headroom.internal: a forecast of internal demand knows nothing of turnovers",
  ],
])("a policy that reckons with GPUs and not with nodes does not go with it: %s", (policy, sentence) => {
  const text = `${apart("{turnover: 1h}")}scheduling: {${policy}}\n`;
  expect(complaint(text)).toContain(sentence);
  expect(complaint(text)).toMatch(/^a\.yaml:\d+:\d+: error/);
});

test.each([
  [
    "unit: gpu, rate: 1 per 1000 GPU-days",
    "fleet.failures.unit: under tenancy a node is turned over as a whole",
  ],
  [
    "prefer_idle_replacement: true, rate: 1 per 1000 node-days",
    "an idle node may be set up for the other side",
  ],
])("failures that split or swap nodes do not go with it: %s", (failures, sentence) => {
  const more = `  failures: {${failures}, repair: 1h}\n`;
  expect(complaint(apart("{turnover: 1h}", more))).toContain(sentence);
});

test("nodes that fail, stand by and are maintained do, and so do all rules that name no node", () => {
  const more =
    "  failures: {rate: 1 per 1000 node-days, repair: 1h}\n  maintenance: {share: 1%, batch_nodes: 2, duration: 6h}\n";
  const policy =
    "scheduling: {preemption: internal-first, headroom: {internal: 10%}, quotas: {research: {gpus: 10}}}\n";
  const scenario = scenarioOf(`${apart("{turnover: 1h}", more)}${policy}`);
  expect(scenario.fleet.tenancy).not.toBeNull();
});

test("a source whose gangs keep to a domain is refused by its name", () => {
  const domains = apart("{turnover: 1h}").replace(
    "gpus_per_node: 8}",
    "gpus_per_node: 8, nodes_per_domain: 4}",
  );
  const text = domains.replace(
    "    gpus: {1: 50%, 8: 50%}",
    "    topology: {domain: required}\n    gpus: 16",
  );
  expect(complaint(text)).toContain("internal.research.topology: domains know nothing of turnovers");
});

test("a pool whose GPUs are divided is refused by its name", () => {
  const divided = apart("{turnover: 1h}").replace(
    "gpus_per_node: 8}",
    "gpus_per_node: 8, slices_per_gpu: 2}",
  );
  expect(complaint(divided)).toContain(
    "fleet.pools[0].slices_per_gpu: divided GPUs know nothing of turnovers",
  );
});

describe("customers that are kept apart", () => {
  const TERMS =
    "    terms: {contract: neocloud.reserved, term: 365d, use: {busy: 1h, idle: 1h, resell: RESELL}, price: $2/GPU/h, demand: {rate: 1/h, gpus: 8}}\n";
  const scenario = (customers: string, resell: string) =>
    `${apart(`{customers: ${customers}, turnover: 1h}`)}${TERMS.replace("RESELL", resell)}`;

  test("go with terms that are resold to nobody", () => {
    expect(scenarioOf(scenario("apart", "false")).fleet.tenancy).toMatchObject({ customers: "apart" });
    expect(scenarioOf(scenario("same", "true")).fleet.tenancy).toMatchObject({ customers: "same" });
  });

  test("do not go with GPUs that are resold, for those stay their customer's", () => {
    expect(complaint(scenario("apart", "true"))).toContain(
      "rental.products.terms.use.resell: whoever is resold to shares a node with another customer",
    );
  });
});
