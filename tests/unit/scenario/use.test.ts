import { expect, test } from "vitest";
import { HOUR } from "../../../src/kernel/time.ts";
import { complaint, scenarioOf } from "./memory-files.ts";

const HEAD =
  "name: n\nhorizon: 4w\nfleet: {pools: [{name: p, gpu: H100, nodes: 8, gpus_per_node: 8}]FLEET}\nscheduling: {POLICY}\n";

function withUse(use: string, contract = "neocloud.reserved, term: 1y", policy = "", fleet = ""): string {
  const product = `contract: ${contract}, price: $2/GPU/h, use: ${use}, demand: {rate: 1/d, gpus: 8${contract.includes("term") ? "" : ", service: 1h"}}`;
  return `${HEAD.replace("POLICY", policy).replace("FLEET", fleet)}rental: {products: {held: {${product}}}}\n`;
}

const TIMES = "{busy: {exponential: {mean: 12h}}, idle: 6h, resell: true}";

test("customers use all that they hold unless it is said how long they do and do not", () => {
  const { use } = scenarioOf(withUse(TIMES)).products[0]!;
  expect([use!.busy.mean, use!.idle.mean, use!.resold]).toEqual([12 * HOUR, 6 * HOUR, true]);
  expect(scenarioOf(withUse("{busy: 1h, idle: 1h}")).products[0]!.use!.resold).toBe(false);
});

test("holding and use is billed by the time of use itself where that is known", () => {
  const [product] = scenarioOf(withUse(TIMES, "neocloud.flex, term: 1d")).products;
  expect([product!.paidShare, product!.usedShare]).toEqual([0.4, 0.6]);
});

test("the echo reads back as the same scenario", () => {
  const first = scenarioOf(withUse(TIMES));
  expect(scenarioOf(JSON.stringify(first.echo)).echo).toEqual(first.echo);
});

test.each([
  ["times without a term", withUse(TIMES, "aws.on-demand"), "who does not use its GPUs leaves"],
  ["a share of what is paid used or not", withUse("50%"), "bills what is held, used or not"],
  ["no idle time", withUse("{busy: 1h, idle: 0s}"), "never idle are always used"],
  ["counts alone", withUse(TIMES, undefined, "placement: pool"), "what is resold stands on nodes"],
  ["backfill", withUse(TIMES, undefined, "head_of_line: block, backfill: easy"), "backfill knows nothing"],
  ["reallocation", withUse(TIMES, undefined, "preemption: free"), "it would give resold GPUs away anew"],
  [
    "GPUs that fail singly",
    withUse(TIMES, undefined, "", ", failures: {unit: gpu, rate: 1 per 1000 GPU-days, repair: 1h}"),
    "a single GPU may be two customers'",
  ],
  [
    "GPUs that move",
    withUse(
      TIMES,
      undefined,
      "",
      ", failures: {rate: 1 per 1000 node-days, repair: 1h, prefer_idle_replacement: true}",
    ),
    "resold GPUs stay where",
  ],
  [
    "use that is billed at a moving price",
    withUse(TIMES, "neocloud.flex, term: 1d").replace("$2/GPU/h", "{market_index: {start: $2/GPU/h}}"),
    "bills use apart, at a price that stays",
  ],
])("it is refused by name with %s", (_, text, sentence) => {
  expect(complaint(text)).toContain(sentence);
});
