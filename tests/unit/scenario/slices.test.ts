// Parts of a GPU in a scenario: which sizes there are, where a wrong one is refused, and what slices do not go with.

import { describe, expect, test } from "vitest";
import { loadScenario } from "../../../src/scenario/load-scenario.ts";
import {
  complaint,
  hourlyTrace,
  load,
  memoryFiles,
  PLAIN,
  scenarioOf,
  type TracesRead,
} from "./memory-files.ts";

const DIVIDED = PLAIN.replace("gpus_per_node: 8}", "gpus_per_node: 8, slices_per_gpu: 4}");
const withSize = (size: string, text = DIVIDED) => text.replace("gpus: {1: 50%, 8: 50%}", `gpus: ${size}`);
/** Pools p of 1/4, q of 1/6 and r of whole GPUs, and one source that may use some of them. */
const three = (size: string, pools: string) =>
  withSize(`${size}\n    pools: ${pools}`).replace(
    "slices_per_gpu: 4}",
    "slices_per_gpu: 4}\n    - {name: q, gpu: H100, nodes: 1, gpus_per_node: 8, slices_per_gpu: 6}\n    - {name: r, gpu: H100, nodes: 1, gpus_per_node: 8}",
  );

function sizesOf(text: string): readonly number[] {
  const [source] = scenarioOf(text).sources;
  return source?.kind === "jobs" ? source.classes.flatMap(({ gpus }) => gpus.values) : [];
}

test("GPUs are whole unless the pool says how many slices each has", () => {
  expect(scenarioOf(PLAIN).fleet.pools[0]).toMatchObject({ slicesPerGpu: 1 });
  expect(scenarioOf(DIVIDED).fleet.pools[0]).toMatchObject({ gpusPerNode: 8, slicesPerGpu: 4 });
});

test("a size is a number of slices, in decimals or as a quotient, alone or among others", () => {
  expect(sizesOf(withSize("0.25"))).toEqual([0.25]);
  expect(sizesOf(withSize("3/4"))).toEqual([0.75]);
  expect(sizesOf(withSize("{0.5: 50%, 1/4: 20%, 8: 30%}"))).toEqual([8, 0.5, 0.25]);
  const thirds = DIVIDED.replace("slices_per_gpu: 4", "slices_per_gpu: 3");
  expect(sizesOf(withSize("{0.333333: 50%, 2/3: 50%}", thirds))).toEqual([1 / 3, 2 / 3]);
  expect(sizesOf(DIVIDED.replace("elasticity: -1.2, gpus: 1,", "elasticity: -1.2, gpus: 0.5,"))).toEqual([
    1, 8,
  ]);
});

test("the scenario as it was run loads to the same sizes", () => {
  const { echo } = scenarioOf(withSize("{0.5: 50%, 1/4: 50%}"));
  expect(sizesOf(JSON.stringify(echo))).toEqual([0.5, 0.25]);
  expect(scenarioOf(JSON.stringify(echo)).fleet.pools[0]).toMatchObject({ slicesPerGpu: 4 });
});

describe("a size that the pools cannot give is refused where it stands:", () => {
  test.each([
    ["0.3", "a.yaml:10:11", "it is no multiple of 1/4 of a GPU", "1/4, 2/4 or 3/4, or whole GPUs"],
    [
      "{0.3: 50%, 1: 50%}",
      "a.yaml:10:12",
      "internal.research.gpus.0.3: it is no multiple of 1/4",
      "1/4, 2/4 or 3/4",
    ],
    ["1.5", "a.yaml:10:11", "it is not a whole number", "a part of a GPU such as 0.5 or 1/4"],
    ["5/4", "a.yaml:10:11", "it is not a part of one GPU", "a part of a GPU such as 0.5 or 1/4"],
    ["0", "a.yaml:10:11", "it is too small", "a whole number of at least 1"],
  ])("%s", (size, place, message, expected) => {
    const said = complaint(withSize(size));
    for (const part of [place, message, expected]) expect(said).toContain(part);
  });

  test("half a GPU, where no pool divides its GPUs", () => {
    const said = complaint(withSize("0.5", PLAIN));
    expect(said).toContain("a.yaml:10:11");
    expect(said).toContain("it is not a whole number");
    expect(said).toContain("whole GPUs, or slices_per_gpu in its pools");
  });

  test("half a GPU, where one of the pools does not divide its GPUs", () => {
    expect(complaint(three("0.5", "[p, r]"))).toContain(
      "it is not a whole number, and r does not divide its GPUs",
    );
  });
});

test("a source that may use several pools has the slices that they have in common", () => {
  expect(sizesOf(three("0.5", "[p, q]"))).toEqual([0.5]);
  expect(complaint(three("0.25", "[p, q]"))).toContain("it is no multiple of 1/2 of a GPU");
  expect(sizesOf(three("0.25", "[p]"))).toEqual([0.25]);
  expect(sizesOf(three("2", "[p, q, r]"))).toEqual([2]);
});

test("listed jobs and requests have parts of GPUs too, and are refused alike", () => {
  const list = (size: string) =>
    DIVIDED.replace(
      / {4}arrivals: .*\n.*\n {4}service: .*\n/,
      `    jobs: [{submit: 0s, gpus: ${size}, service: 1h}]\n`,
    );
  const [source] = scenarioOf(list("0.5")).sources;
  expect(source?.kind === "trace" && [...source.jobs.gpus]).toEqual([0.5]);
  expect(complaint(list("0.4"))).toContain(
    "internal.research.jobs[0].gpus: it is no multiple of 1/4 of a GPU",
  );
  const rental = (size: string) =>
    DIVIDED.replace("elasticity: -1.2, gpus: 1,", `elasticity: -1.2, gpus: ${size},`);
  expect(scenarioOf(rental("1/2")).sources[1]).toMatchObject({ classes: [{ gpus: { values: [0.5] } }] });
  expect(complaint(rental("0.4"))).toContain(
    "rental.products.spot.demand.gpus: it is no multiple of 1/4 of a GPU",
  );
});

test("the reader of a trace is told which parts of a GPU there are", () => {
  const read: TracesRead[] = [];
  const trace = "kind: trace\n    file: t.csv\n    columns: {submit: s, service: d, gpus: g}\n";
  const text = DIVIDED.replace(/ {4}arrivals: .*\n.*\n {4}service: .*\n/, `    ${trace}`);
  loadScenario("a.yaml", [], memoryFiles({ "a.yaml": text }, { "t.csv": hourlyTrace(2) }, read));
  expect(read.map(({ spec }) => spec.slices)).toEqual([4]);
});

describe("slices do not go with", () => {
  test.each([
    ["scheduling: {placement: pool}", "under placement: pool GPUs are counted and not told apart"],
    ["scheduling: {gang: spread}", "under gang: spread no job needs slices of one GPU"],
    ["scheduling: {backfill: easy}", "backfill promises GPUs, and no slices of one"],
    ["scheduling: {backfill: conservative}", "backfill promises GPUs, and no slices of one"],
    ["scheduling: {preemption: free}", "preemption: free gives away GPUs, and no slices of one"],
  ])("%s", (policy, sentence) => {
    const said = complaint(`${DIVIDED}${policy}\n`);
    expect(said).toContain("fleet.pools[0].slices_per_gpu");
    expect(said).toContain(sentence);
    expect(said).toContain("a.yaml:6");
    expect(load(`${PLAIN}${policy}\n`).ok).toBe(true);
  });

  test.each([
    [
      "failures: {unit: gpu, rate: 1 per 100 GPU-days, repair: 1h}",
      "failures of divided GPUs are not modelled",
    ],
    ["failures: {rate: 1 per 100 node-days, repair: 1h}", "failures of divided GPUs are not modelled"],
    ["maintenance: {every: 7d, batch_nodes: 1, duration: 1h}", "maintenance of divided GPUs is not modelled"],
  ])("%s", (outage, sentence) => {
    const said = complaint(DIVIDED.replace("fleet:\n", `fleet:\n  ${outage}\n`));
    expect(said).toContain(sentence);
  });

  test("spares, a topology, and services of parts of a GPU", () => {
    expect(complaint(DIVIDED.replace("slices_per_gpu: 4", "slices_per_gpu: 4, spares: 1"))).toContain(
      "nodes with divided GPUs have no spares",
    );
    const gangs = DIVIDED.replace("slices_per_gpu: 4", "slices_per_gpu: 4, nodes_per_domain: 2");
    expect(complaint(withSize("16\n    topology: {domain: required}", gangs))).toContain(
      "a pool that divides its GPUs does not know domains",
    );
    const service =
      "  chat: {kind: service, demand: {peak: 8 GPUs}, gpus_per_replica: 0.5, resize: {every: 5m}}\n";
    expect(complaint(DIVIDED.replace("rental:\n", `${service}rental:\n`))).toContain(
      "internal.chat.gpus_per_replica: it is not a whole number",
    );
  });

  test("more slices than can be counted exactly over a reporting step", () => {
    const large = DIVIDED.replace("nodes: 8", "nodes: 1000000").replace(
      "slices_per_gpu: 4",
      "slices_per_gpu: 1000",
    );
    expect(complaint(large)).toContain("8,000,000,000 slices are too many to be counted exactly");
  });

  test("more GPUs than can be placed on one by one", () => {
    const large = DIVIDED.replace("nodes: 8", "nodes: 2000000");
    expect(complaint(large)).toContain(
      "16,000,000 nodes and divided GPUs are too many to be placed on one by one",
    );
  });
});

describe("prices that move and customers that choose go with slices", () => {
  const MOVING = "price: {utilisation_linked: {floor: $1/GPU/h, cap: $3/GPU/h}}";

  test("where the price of a part is its part of the price", () => {
    const moving = DIVIDED.replace(/^( +)price: .*$/m, (_, indent: string) => `${indent}${MOVING}`);
    expect(scenarioOf(moving).market!.products[0]!.price).toMatchObject({ kind: "utilisation-linked" });
  });

  test("but not between products whose pools divide their GPUs differently", () => {
    const product = (name: string, pool: string) =>
      `    ${name}: {contract: aws.spot, pools: [${pool}], price: $1/GPU/h, demand: {rate: 1/h, gpus: 1, service: 1h, willingness: $2/GPU/h}}\n`;
    const choosing = (slices: number, substitution: string) => `name: a
horizon: 4w
fleet:
  pools:
    - {name: p, gpu: H100, nodes: 8, gpus_per_node: 8, slices_per_gpu: 4}
    - {name: q, gpu: H100, nodes: 8, gpus_per_node: 8, slices_per_gpu: ${slices}}
rental:
  products:
${product("first", "p")}${product("second", "q")}  substitution: {outside_option: $0/GPU/h${substitution}}
`;
    expect(complaint(choosing(2, ""))).toContain(
      "rental.substitution: customers of first may switch to second, whose pools divide their GPUs differently",
    );
    expect(scenarioOf(choosing(4, "")).market!.substitution).not.toBeNull();
    const apart = ", worth: {first: {second: 0}, second: {first: 0}}";
    expect(scenarioOf(choosing(2, apart)).market!.substitution).not.toBeNull();
  });
});
