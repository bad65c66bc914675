// What a newcomer forgoes, and what tokens earn beside GPU-hours, against what arithmetic says.

import { expect, test } from "vitest";
import { answersOf } from "./answers.ts";

/** Share of the demand that can buy, t months after the start: the log-odds are linear between 10 % at 3, 50 % at 14, 90 % at 27. */
function ready(t: number): number {
  const odds = Math.log(9);
  return 1 / (1 + Math.exp(t < 14 ? (odds * (14 - t)) / 11 : (-odds * (t - 14)) / 13));
}

test("readiness-ramp: 53 % of the customers of the first twenty-seven months cannot buy yet", async () => {
  const answer = await answersOf("readiness-ramp", ["replications=2", "baseline=false"]);
  // The mean over the months, by the midpoint rule.
  const exact =
    1 - Array.from({ length: 2700 }, (_, k) => ready((k + 0.5) / 100) / 2700).reduce((a, b) => a + b);
  expect(exact).toBeCloseTo(0.5298, 4);
  for (const product of ["on-demand", "spot"]) {
    // 99.9 % limits of a share of so many Poisson customers, each of whom is turned away or not.
    const customers = 2 * answer(`${product}.customers`);
    const limit = 3.2905 * Math.sqrt((exact * (1 - exact)) / customers);
    expect(Math.abs(answer(`${product}.not_ready_share`) - exact)).toBeLessThan(limit);
  }
});

test("tokens-vs-rental: an hour of an H100 earns $3.29 by tokens at most at a middle price, $1.00 at the cheapest, and $2.14 by rental", async () => {
  // 2,209 output tokens a second (TensorRT-LLM, 1000/1000) × 30 % × 3,600 s × what a million earns with its input.
  const atFullLoad = (price: number) => (2209 * 0.3 * 3600 * price) / 1e6;
  expect(atFullLoad(0.59 + 0.79)).toBeCloseTo(3.29, 2);
  expect(atFullLoad(0.1 + 0.32)).toBeCloseTo(1.0, 2);
  const quick = ["replications=1", "baseline=false", "horizon=1w", "warmup=0d"];
  const cheap = "rental.products.api.price={in: $0.10/Mtok, out: $0.32/Mtok}";
  const hour = async (set: string[]) => {
    const answer = await answersOf("tokens-vs-rental", [...quick, ...set]);
    return answer("api.revenue_per_gpu_h_usd");
  };
  // A replica is whole, so its last tokens a second are not asked for: on average half a GPU of 31.
  const [middle, cheapest] = [await hour([]), await hour([cheap])];
  for (const [earned, most] of [
    [middle, atFullLoad(1.38)],
    [cheapest, atFullLoad(0.42)],
  ] as const) {
    expect(earned).toBeLessThan(most);
    expect(earned).toBeGreaterThan(0.95 * most);
  }
  expect(middle).toBeGreaterThan(2.14);
  expect(cheapest).toBeLessThan(2.14);
});
