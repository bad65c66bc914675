// Token demand that answers to its price: at $0.50 in and $1.50 out, and as many tokens in as out, a million output tokens
// with their input cost $2, and $1 as a batch at half price.

import { describe, expect, test } from "vitest";
import { simulationOf } from "../../../src/index.ts";
import { complaint, scenarioOf } from "./memory-files.ts";

const text = (demand: string, contract = "standard", price = "{in: $0.50/Mtok, out: $1.50/Mtok}") => `name: t
horizon: 2d
warmup: 1d
fleet: {pools: [{name: p, gpu: H100, nodes: 8, gpus_per_node: 8}]}
internal: {}
rental:
  products:
    api:
      contract: tokens.${contract}
      model: llama33_70b
      price: ${price}
      demand: {peak: 10 ktok/s, trough: 100%, weekend: 100%${demand}}
`;
const peakOf = (...of: Parameters<typeof text>) => {
  const { demand } = scenarioOf(text(...of)).tokens[0]!;
  return demand.kind === "tide" ? demand.peak : Number.NaN;
};

describe("of ten thousand tokens a second at the reference price", () => {
  test.each([
    ["", 10_000],
    [", form: constant", 10_000],
    // 2 / 1 to the power of −1.5
    [", form: isoelastic, reference: $1/Mtok, elasticity: -1.5", 10_000 / 2 ** 1.5],
    [", form: linear, ceiling: $5/Mtok", 6_000],
    [", form: linear, reference: $1/Mtok, ceiling: $5/Mtok", 7_500],
    [", form: linear, ceiling: $1.50/Mtok", 0],
    [", form: exponential, reference: $1/Mtok, scale: $0.50/Mtok", 10_000 * Math.exp(-2)],
    // All would pay $2.30, and differ by 30 cents: e^1 / (e^1 + 1).
    [", willingness: $2.30/Mtok, taste: $0.30/Mtok", (10_000 * Math.E) / (Math.E + 1)],
    [", willingness: $1.99/Mtok, taste: $0/Mtok", 0],
    // Without tastes those ask to whom it is worth $2.
    [", willingness: {uniform: {min: $1/Mtok, max: $5/Mtok}}, taste: $0/Mtok", 7_500],
    [", willingness: {exponential: {mean: $4/Mtok}}, taste: $0/Mtok", 10_000 * Math.exp(-0.5)],
    [", willingness: {mixture: [{p: 40%, law: $1/Mtok}, {p: 60%, law: $3/Mtok}]}, taste: $0/Mtok", 6_000],
  ])("%s asks %d", (demand, expected) => {
    expect(peakOf(demand)).toBeCloseTo(expected, 0);
  });

  test("a batch is asked for at the price that is paid, half the list price", () => {
    const demand = ", form: linear, ceiling: $5/Mtok";
    expect(peakOf(demand, "batch")).toBeCloseTo(8_000, 6);
  });

  test("a wave is scaled as a whole", () => {
    const wave = text(", form: linear, ceiling: $5/Mtok").replace(
      "{peak: 10 ktok/s, trough: 100%, weekend: 100%",
      "{mean: 10 ktok/s, amplitude: 5 ktok/s, period: 1d",
    );
    expect(scenarioOf(wave).tokens[0]!.demand).toMatchObject({ mean: 6_000, amplitude: 3_000 });
  });
});

test("the taste is a tenth of the mean willingness unless it is said, and the echo says so", () => {
  const asked = ", willingness: {uniform: {min: $1/Mtok, max: $3/Mtok}}";
  expect(peakOf(asked)).toBe(peakOf(`${asked}, taste: $0.20/Mtok`));
  const { echo } = scenarioOf(text(asked)) as unknown as { echo: { rental: { products: object } } };
  expect(echo.rental.products).toMatchObject({ api: { demand: { form: "logit", taste: "$0.2/Mtok" } } });
});

test("revenue follows the price as the form says: with an elasticity of −1 it stays, under a linear demand it peaks half way", () => {
  const revenue = (demand: string, out: number) => {
    const of = scenarioOf(text(demand, "standard", `{in: $0/Mtok, out: $${out}/Mtok}`));
    const simulation = simulationOf(of, { replication: 0, variant: "rental" }, false);
    simulation.advance(Infinity);
    return simulation.finish().tokens[0]!.revenue;
  };
  const unit = ", form: isoelastic, reference: $2/Mtok, elasticity: -1";
  // 10 ktok/s × 2 days × $2
  expect(revenue(unit, 2) / (10_000 * 2 * 86_400 * 2e-6)).toBeCloseTo(1, 9);
  expect(revenue(unit, 4) / revenue(unit, 2)).toBeCloseTo(1, 9);
  const linear = ", form: linear, ceiling: $4/Mtok";
  const [low, half, high] = [1, 2, 3].map((out) => revenue(linear, out));
  expect(low! / half!).toBeCloseTo(3 / 4, 9);
  expect(high! / half!).toBeCloseTo(3 / 4, 9);
});

describe("what is refused", () => {
  test.each([
    [", form: linear", "missing required key", "standard"],
    [", elasticity: -1", "only isoelastic demand answers to the price", "standard"],
    [", form: linear, ceiling: $5/GPU/h", "it is not a price of a million tokens", "standard"],
    [", form: isoelastic, reference: $0/Mtok, elasticity: -1", "no limit at price 0", "standard"],
    [
      ", form: linear, ceiling: $1/Mtok, reference: $2/Mtok",
      "nobody asks at the reference price",
      "standard",
    ],
    [", form: linear, ceiling: $5/Mtok", "does not answer to a price", "provisioned"],
  ])("%s", (demand, message, contract) => {
    expect(complaint(text(demand, contract))).toContain(message);
  });

  test("a price of 0 under isoelastic demand", () => {
    const demand = ", form: isoelastic, reference: $1/Mtok, elasticity: -1";
    expect(complaint(text(demand, "standard", "{in: $0/Mtok, out: $0/Mtok}"))).toContain(
      "no limit at price 0",
    );
  });
});
