// Products that are sold by the token, as a user writes them.

import { describe, expect, test } from "vitest";
import { DAY, MINUTE } from "../../../src/kernel/time.ts";
import { offeredLoads } from "../../../src/scenario/offered-load.ts";
import type { Scenario } from "../../../src/scenario/scenario.ts";
import { complaint, PLAIN, scenarioOf } from "./memory-files.ts";

const PRICE = "price: {in: $0.59/Mtok, out: $0.79/Mtok}";
const STANDARD = `contract: tokens.standard, model: llama33_70b, ${PRICE}, demand: {peak: 20 ktok/s}`;

const text = (product: string) => `${PLAIN}    tokens: {${product}}\n`;
const sold = (product: string): Scenario => scenarioOf(text(product));
const refused = (product: string): string => complaint(text(product));

test("a token product is a contract, a model, a price in and out, and a demand in tokens a second", () => {
  const { tokens, products, sources } = sold(STANDARD);
  expect(products.map(({ name }) => name)).toEqual(["spot", "on-demand"]);
  expect(tokens).toHaveLength(1);
  expect(tokens[0]).toMatchObject({
    name: "tokens",
    price: { input: 0.59, output: 0.79 },
    shape: { input: 1000, output: 1000 },
    demand: { kind: "tide", peak: 20_000, trough: 0.45 },
    provisioned: 0,
    gpusPerReplica: 1,
    resize: 5 * MINUTE,
    source: 3,
  });
  expect(tokens[0]!.capacityPerReplica).toBeCloseTo(0.3 * 2209, 9);
  expect(sources[3]).toMatchObject({ name: "tokens", side: "rental", arrivals: { kind: "replicas" } });
});

test("standard is served like other rental, a batch behind it at half price within a day, provisioned is never preempted", () => {
  const of = (product: string) => {
    const { tokens, sources } = sold(product);
    const { discount, window } = tokens[0]!.contract;
    const { priority, preemptible, whenFull } = sources[3]!;
    return { discount, window, priority, preemptible, whenFull };
  };
  const waits = { whenFull: "queue" } as const;
  expect(of(STANDARD)).toEqual({ discount: 0, window: 0, priority: 10, preemptible: true, ...waits });
  expect(of(STANDARD.replace("standard", "batch"))).toEqual({
    discount: 0.5,
    window: DAY,
    priority: 0,
    preemptible: true,
    ...waits,
  });
  const provisioned = `${STANDARD.replace("standard", "provisioned")}, provisioned: 10 ktok/s`;
  expect(of(provisioned)).toEqual({ discount: 0, window: 0, priority: 10, preemptible: false, ...waits });
  expect(sold(provisioned).tokens[0]!.provisioned).toBe(10_000);
  expect(of(`${STANDARD}, priority: 40`).priority).toBe(40);
});

test("no more is provisioned than an empty fleet could serve", () => {
  const promise = (amount: string) =>
    `${STANDARD.replace("standard", "provisioned")}, provisioned: ${amount}`;
  const { capacityPerReplica } = sold(promise("10 ktok/s")).tokens[0]!;
  const installed = sold(promise("10 ktok/s")).fleet.pools.reduce(
    (sum, pool) => sum + pool.nodes * pool.gpusPerNode,
    0,
  );
  const most = Math.floor(installed * capacityPerReplica);
  expect(sold(promise(`${most} tok/s`)).tokens[0]!.provisioned).toBe(most);
  const said = refused(promise(`${Math.ceil(most + capacityPerReplica)} tok/s`));
  expect(said).toContain("rental.products.tokens.provisioned: all GPUs of its pools serve");
  expect(said).toContain("a promise that an empty fleet could keep");
});

test("the scenario as run reads back as the same", () => {
  const scenario = sold(`${STANDARD}, notice: 2m, headroom: 5%`);
  const again = scenarioOf(JSON.stringify(scenario.echo));
  expect(again.tokens).toEqual(scenario.tokens);
  expect(JSON.stringify(again.sources)).toBe(JSON.stringify(scenario.sources));
});

test("a load that is offered in tokens is GPUs: mean demand over throughput", () => {
  const load = offeredLoads(
    sold(`${STANDARD.replace("20 ktok/s", "20 ktok/s, trough: 50%, weekend: 100%")}`),
  );
  expect(load.find(({ source }) => source === "tokens")?.gpus).toBeCloseTo((0.75 * 20_000) / (0.3 * 2209), 9);
});

test("a driver loads tokens as it loads requests", () => {
  const drivers =
    "drivers: {mood: {process: {mean_reverting: {sd: 20%, half_life: 1d}}, loads: {rental.demand: 1}}}\n";
  const { loads } = scenarioOf(text(STANDARD) + drivers).drivers[0]!;
  expect(loads.map(({ target }) => target)).toEqual(["demand.spot", "demand.on-demand", "demand.tokens"]);
});

describe("what is refused, at its line", () => {
  test.each([
    [STANDARD.replace("tokens.standard", "tokens.standart"), "did you mean tokens.standard?"],
    [STANDARD.replace("20 ktok/s", "20 GPUs"), "it is in GPUs, and tokens are sold"],
    [STANDARD.replace("$0.59/Mtok", "0.59"), "did you mean $0.59/Mtok?"],
    [STANDARD.replace("$0.59/Mtok", "$0.59/GPU/h"), "it is not a price of a million tokens"],
    [STANDARD.replace("in: $0.59/Mtok, ", ""), "missing required key"],
    [STANDARD.replace("llama33_70b", "llama4_maverick"), "no throughput of it is known for H100"],
    [`${STANDARD}, provisioned: 5 ktok/s`, "tokens.standard provisions nothing"],
    [STANDARD.replace("standard", "provisioned"), "missing required key"],
    [
      `${STANDARD.replace("standard", "provisioned")}, provisioned: 5 GPUs`,
      "it is in GPUs, and tokens are sold",
    ],
    [
      `${STANDARD.replace("standard", "provisioned")}, provisioned: 5 ktok/s, notice: 1m`,
      "is never preempted",
    ],
    [`${STANDARD}, patience: 1h`, "unknown key"],
    [`${STANDARD}, gpus_per_replica: 80`, "a replica is larger than its pools"],
  ])("%s: %s", (product, message) => {
    const said = refused(product);
    expect(said).toContain(message);
    expect(said).toMatch(/a\.yaml:\d+:\d+/);
  });
});

test("what has a model is a token product, whatever else is wrong with it", () => {
  const told = refused(STANDARD.replace(PRICE, "price: $2/GPU/h"));
  expect(told).toContain("rental.products.tokens.price: it is not a map");
  expect(told).not.toContain("unknown key");
});
