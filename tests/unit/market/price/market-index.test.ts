import { describe, expect, test } from "vitest";
import { DAY, WEEK, YEAR } from "../../../../src/kernel/time.ts";
import type { PricePlan, Regime } from "../../../../src/market/price/price-plan.ts";
import { meanScore, varianceScore, Z } from "../../workload/fixtures.ts";
import { policyOf, pricesOf } from "./sight.ts";

const FOR_EVER = Number.POSITIVE_INFINITY;

function index(regimes: readonly Regime[], every = WEEK): PricePlan {
  return { kind: "market-index", start: 2, regimes, floor: 0, cap: FOR_EVER, every };
}

/** ln (price after a year / first price) of many runs. */
function logarithms(plan: PricePlan, runs = 2000): number[] {
  return Array.from({ length: runs }, (_, seed) => {
    const policy = policyOf(plan, String(seed));
    return Math.log(pricesOf(policy, YEAR + 1).at(-1)![1] / 2);
  });
}

describe("a market index", () => {
  const plan = index([{ drift: -0.2, volatility: 0.35, stay: FOR_EVER }], YEAR / 50);

  test("has the mean and the variance that its drift and its volatility say, within 99.9 % limits", () => {
    const logs = logarithms(plan);
    expect(Math.abs(meanScore(logs, Math.log(0.8) - 0.35 ** 2 / 2))).toBeLessThan(Z);
    expect(Math.abs(varianceScore(logs, 0.35 ** 2))).toBeLessThan(Z);
    expect(Math.abs(meanScore(logs.map(Math.exp), 0.8))).toBeLessThan(Z);
  });

  test("does not depend on how often it is looked at: one step a year has the same law as fifty", () => {
    const logs = logarithms(index([{ drift: -0.2, volatility: 0.35, stay: FOR_EVER }], YEAR));
    expect(Math.abs(meanScore(logs, Math.log(0.8) - 0.35 ** 2 / 2))).toBeLessThan(Z);
    expect(Math.abs(varianceScore(logs, 0.35 ** 2))).toBeLessThan(Z);
  });

  test("without volatility grows by its drift, exactly", () => {
    const policy = policyOf(index([{ drift: 0.3, volatility: 0, stay: FOR_EVER }], YEAR / 4));
    const prices = pricesOf(policy, 2 * YEAR + 1);
    expect(prices.at(-1)![1]).toBeCloseTo(2 * 1.3 ** 2, 10);
    expect(prices[1]![1]).toBeCloseTo(2 * 1.3 ** 0.25, 10);
  });

  test("keeps to its floor and its cap, and comes back from them", () => {
    const still = [{ drift: 0, volatility: 0.35, stay: FOR_EVER }];
    const bounded = { ...plan, regimes: still, floor: 1.8, cap: 2.2, every: DAY } as PricePlan;
    const prices = pricesOf(policyOf(bounded), 4 * YEAR).map(([, price]) => price);
    expect(Math.min(...prices)).toBe(1.8);
    expect(Math.max(...prices)).toBe(2.2);
    expect(new Set(prices).size).toBeGreaterThan(100);
  });

  test("is the same for the same name of its stream, and another for another", () => {
    const run = (seed: string) => pricesOf(policyOf(plan, seed), YEAR);
    expect(run("a")).toEqual(run("a"));
    expect(run("a")).not.toEqual(run("b"));
  });
});

test("regimes follow each other in a circle, each for its own time on average", () => {
  // A rising and a falling regime without volatility: the price tells how long each has lasted. In a year that begins in
  // the first, stays of a week on average leave half of the time to each, but for the first half-week or so.
  const up = { drift: 1, volatility: 0, stay: WEEK };
  const down = { drift: -0.5, volatility: 0, stay: WEEK };
  const logs = logarithms(index([up, down]));
  // Time in the first regime of a chain with equal rates q that starts there: T/2 + (1 − e^(−2qT)) / 4q.
  const q = YEAR / WEEK;
  const inFirst = 1 / 2 + (1 - Math.exp(-2 * q)) / (4 * q);
  expect(Math.abs(meanScore(logs, Math.LN2 * (2 * inFirst - 1)))).toBeLessThan(Z);
});

test("the variance of a step over two regimes is the sum of what they give", () => {
  const calm = { drift: 0, volatility: 0.1, stay: WEEK };
  const wild = { drift: 0, volatility: 0.6, stay: WEEK };
  const logs = logarithms(index([calm, wild], YEAR));
  const q = YEAR / WEEK;
  const inFirst = 1 / 2 + (1 - Math.exp(-2 * q)) / (4 * q);
  const expected = 0.1 ** 2 * inFirst + 0.6 ** 2 * (1 - inFirst);
  // The spread of the drift terms, −σ²/2 times a random share, adds less than a hundredth of it.
  expect(Math.abs(varianceScore(logs, expected))).toBeLessThan(Z);
});
