// What the fleet of default.yaml leaves idle, and what others would make of it with the same customers.

import { beforeAll, describe, expect, test } from "vitest";
import { type Answers, answersOf, expectFound, type Found } from "./answers.ts";

const REPLICATIONS = 4;

/** Found in ten replications: of default with seed 1 (README.md), of the others with seed 20261126. */
const found = (mean: number, sd: number): Found => ({ mean, sd, replications: 10 });

test("no-rental: internal work leaves a tenth of the fleet idle, for want of demand or of nodes that gangs can use", async () => {
  const answer = await answersOf("no-rental", [`replications=${REPLICATIONS}`]);
  expectFound(answer("idle_share"), REPLICATIONS, found(0.0988, 0.0347));
  expect(answer("utilisation_internal") + answer("idle_share")).toBeCloseTo(1, 12);
  expect(answer("idle_no_demand_share") + answer("idle_fragmentation_share")).toBeCloseTo(
    answer("idle_share"),
    12,
  );
});

test("default: 8 % of the fleet is sold for $2.0M in four weeks", async () => {
  const answer = await answersOf("default", [`replications=${REPLICATIONS}`, "baseline=false", "seed=2"]);
  expectFound(answer("utilisation_sold"), REPLICATIONS, found(0.082, 0.0224));
  expectFound(answer("revenue_usd"), REPLICATIONS, found(1.97e6, 0.573e6));
});

describe("at list prices the same customers rent less, the dearer the less", () => {
  const answers: Record<string, Answers> = {};
  const of = (name: string) => answers[name]!;

  beforeAll(async () => {
    for (const name of ["aws-like", "google-like", "azure-like"]) {
      answers[name] = await answersOf(name, [`replications=${REPLICATIONS}`, "baseline=false"]);
    }
  });

  /** On-demand customers an hour: 20 at $2.87, with an elasticity of −2. */
  test.each([
    ["aws-like", 6.88],
    ["google-like", 10.98],
    ["azure-like", 12.29],
  ])("%s: as many come on demand at $%d as the elasticity says", (name, price) => {
    const expected = 20 * (price / 2.87) ** -2 * 672;
    // 99.9 % limits of the mean of four Poisson counts.
    const limit = 3.2905 * Math.sqrt(expected / REPLICATIONS);
    expect(Math.abs(of(name)("on-demand.requests") - expected)).toBeLessThan(limit);
  });

  test("aws-like: 5.6 % of the fleet is sold for $2.5M in four weeks, most of that for blocks", () => {
    expectFound(of("aws-like")("utilisation_sold"), REPLICATIONS, found(0.056, 0.00974));
    expectFound(of("aws-like")("revenue_usd"), REPLICATIONS, found(2.456e6, 0.374e6));
    expect(of("aws-like")("block.revenue_usd")).toBeGreaterThan(of("aws-like")("revenue_usd") / 2);
  });

  test("google-like: 2.5 % of the fleet is sold for $1.6M in four weeks", () => {
    expectFound(of("google-like")("utilisation_sold"), REPLICATIONS, found(0.025, 0.00408));
    expectFound(of("google-like")("revenue_usd"), REPLICATIONS, found(1.607e6, 0.267e6));
  });

  test("azure-like: 1.2 % of the fleet is sold for $0.8M in four weeks", () => {
    expectFound(of("azure-like")("utilisation_sold"), REPLICATIONS, found(0.0119, 0.00208));
    expectFound(of("azure-like")("revenue_usd"), REPLICATIONS, found(0.794e6, 0.153e6));
  });
});
