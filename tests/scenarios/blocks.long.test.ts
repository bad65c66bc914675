// What a block that is sold for years earns and costs, by arithmetic: it is paid for every hour, used or not.

import { beforeAll, describe, expect, test } from "vitest";
import { type Answers, answersOf, expectFound } from "./answers.ts";

/** Of the four weeks that are measured. */
const HOURS = 4 * 168;
const REPLICATIONS = 4;

/** Ten replications of each with seed 20261126. */
const LEASE = { useful: { mean: 0.845, sd: 0.0149, replications: 10 } };
const NEOCLOUD = {
  revenue: { mean: 2.489e6, sd: 0.357e6, replications: 10 },
  sold: { mean: 0.0908, sd: 0.0111, replications: 10 },
};

describe("strategic-lease", () => {
  let answer: Answers;
  beforeAll(async () => {
    answer = await answersOf("strategic-lease", [`replications=${REPLICATIONS}`]);
  });

  test("2,048 GPUs at $7.78 earn $10.7M in four weeks, to the cent, for nobody takes them back", () => {
    expect(answer("lease.revenue_usd")).toBeCloseTo(2048 * HOURS * 7.78, 2);
  });

  test("internal work keeps 84 % of the fleet and loses by it: the mean slack is not idle at every hour", () => {
    expectFound(answer("useful_internal_share"), REPLICATIONS, LEASE.useful);
    expect(answer("useful_internal_gpu_h_difference")).toBeLessThan(0);
  });

  test("it pays even where an internal GPU-hour is worth the $7.78: work loses less than customers hold", () => {
    const held = 2048 * HOURS + answer("spot.billed_gpu_h");
    expect(-answer("useful_internal_gpu_h_difference")).toBeLessThan(held);
    expect(answer("break_even_usd_per_gpu_h")).toBeGreaterThan(7.78);
  });
});

describe("neocloud-like", () => {
  let answer: Answers;
  beforeAll(async () => {
    answer = await answersOf("neocloud-like", [`replications=${REPLICATIONS}`]);
  });

  test("1,024 GPUs at $2.35 for years earn $1.6M in four weeks, to the cent", () => {
    expect(answer("reserved.revenue_usd")).toBeCloseTo(1024 * HOURS * 2.35, 2);
  });

  test("with what is sold by the minute it is $2.5M, and the years are two thirds of it", () => {
    expectFound(answer("revenue_usd"), REPLICATIONS, NEOCLOUD.revenue);
    expectFound(answer("utilisation_sold"), REPLICATIONS, NEOCLOUD.sold);
  });
});
