// The best headroom and the best prices of theory, found by `tune` from a scenario and a range, and nothing else. The cases
// C05, F01 and F02 of src/verification/cases.json say which they are.

import { join } from "node:path";
import { expect, test } from "vitest";
import { file, folder, rows, sim } from "../cli/sim.ts";
import { ownCase } from "../unit/verification/own-cases.ts";

/** Bought by the millisecond and refused when there is no room, as in a loss system. */
const CONTRACT = "{preset: aws.on-demand, granularity: 1ms, minimum: 0s, admission: refuse}";

function fleet(gpus: number): string {
  return `name: theory
seed: 1
fleet: {pools: [{name: p, gpu: GPU, nodes: 1, gpus_per_node: ${gpus}}]}
outputs: {jobs: false}
`;
}

/** Thirty GPUs, internal jobs that are refused when all are busy, and rental that pays one dollar an hour. */
const HEADROOM = `${fleet(30)}horizon: 1000h
warmup: 50h
internal:
  internal: {kind: jobs, arrivals: {poisson: {rate: 15/h}}, gpus: 1, service: {exponential: {mean: 1h}}, when_full: refuse}
rental:
  products:
    external:
      contract: ${CONTRACT}
      price: $1/GPU/h
      demand: {arrivals: {poisson: {rate: 18/h}}, gpus: 1, service: {exponential: {mean: 1h}}}
`;

function priced(gpus: number, demand: string): string {
  return `${fleet(gpus)}horizon: 1000h
warmup: 50h
rental:
  products:
    rent: {contract: ${CONTRACT}, price: $2/GPU/h, demand: {${demand}, gpus: 1}}
`;
}

/** Rows of pareto.csv of a search. */
async function tuned(scenario: string, words: readonly string[]): Promise<Record<string, string>[]> {
  const out = join(folder(), "out");
  const ended = await sim(["tune", file("theory.yaml", scenario), ...words, "--workers", "2", "--out", out]);
  expect([ended.code, ended.stderr.includes("error")]).toEqual([0, false]);
  return rows(join(out, "pareto.csv"));
}

function expected(id: string, metric: string): number {
  return ownCase(id).expect.get(metric) as number;
}

test("the best headroom of C05 is found, and no other may be as good", async () => {
  const path = "scheduling.headroom.internal";
  const values = Array.from({ length: 9 }, (_, gpus) => `${gpus} GPUs`).join(",");
  const objective = "{revenue_usd: 1, internal.refused_jobs: -6}";
  const found = await tuned(HEADROOM, [`${path}=${values}`, "--maximise", objective]);
  const best = `${expected("C05", "argmaxR")} GPUs`;
  expect(found.filter((row) => row.best === "yes").map((row) => row[path])).toEqual([best]);
  expect(found.filter((row) => row.may_be_best === "yes").map((row) => row[path])).toContain(best);
});

test.each([
  [
    "F01",
    priced(20, "form: linear, rate: 40/h, ceiling: $4/GPU/h, service: {exponential: {mean: 1h}}"),
    "0.5:3.5:1",
  ],
  [
    "F02",
    priced(
      50,
      "form: isoelastic, rate: 30/h, reference: $2/GPU/h, elasticity: -1.5, service: {exponential: {mean: 2h}}",
    ),
    "1:5:1",
  ],
])("the best price of %s is found within what may be as good, from a range", async (id, scenario, range) => {
  const path = "rental.products.rent.price";
  const found = await tuned(scenario, [
    `${path}=${range}`,
    "--maximise",
    "revenue_usd",
    "--refinements",
    "4",
  ]);
  const price = expected(id, "optimalPrice");
  const step = 1 / 2 ** 4;
  const level = found.filter((row) => row.may_be_best === "yes").map((row) => Number(row[path]));
  const best = Number(found.find((row) => row.best === "yes")![path]);
  expect(Math.min(...level) - step).toBeLessThan(price);
  expect(Math.max(...level) + step).toBeGreaterThan(price);
  // Revenue is flat about its top: what does not matter there, a hundredth, is some seven hundredths of the price.
  expect(Math.abs(best - price) / price).toBeLessThan(0.07 + step / price);
});
