import { describe, expect, test } from "vitest";
import { binomialProbability } from "../../../src/statistics/binomial.ts";
import { clopperPearson, wilson } from "../../../src/statistics/proportion.ts";

/** Exact coverage of an interval at p: what it covers, weighed by how often it comes. */
function coverage(interval: typeof wilson, trials: number, p: number): number {
  let covered = 0;
  for (let count = 0; count <= trials; count++) {
    const { low, high } = interval(count, trials, 0.95);
    const chance = binomialProbability(count, trials, p) - binomialProbability(count - 1, trials, p);
    if (low <= p && p <= high) covered += chance;
  }
  return covered;
}

describe("intervals of a proportion", () => {
  test("7 of 50, as scipy has them", () => {
    expect(wilson(7, 50, 0.95)).toEqual({
      share: 0.14,
      low: expect.closeTo(0.06950833427016292, 12),
      high: expect.closeTo(0.26186193710585537, 12),
    });
    expect(clopperPearson(7, 50, 0.95)).toEqual({
      share: 0.14,
      low: expect.closeTo(0.05819170033997344, 12),
      high: expect.closeTo(0.26739600249700846, 12),
    });
  });

  test("Wilson's ends are the p at which the score is z: (p̂ − p)² = z² p(1 − p)/n", () => {
    const { share, low, high } = wilson(3, 200, 0.95);
    for (const p of [low, high])
      expect((share - p) ** 2 / ((p * (1 - p)) / 200)).toBeCloseTo(1.959963984540054 ** 2, 9);
  });

  test("Clopper and Pearson's ends are the p at which so few, or so many, come with 2.5 %", () => {
    const { low, high } = clopperPearson(3, 200, 0.95);
    expect(1 - binomialProbability(2, 200, low)).toBeCloseTo(0.025, 10);
    expect(binomialProbability(3, 200, high)).toBeCloseTo(0.025, 10);
  });

  test("of nothing seen in 300 the bound of 95 % is 1 − 0.05^(1/300), 0.99 %", () => {
    expect(clopperPearson(0, 300, 0.9)).toEqual({
      share: 0,
      low: 0,
      high: expect.closeTo(1 - 0.05 ** (1 / 300), 13),
    });
  });

  test("nothing, and all: an end is exact", () => {
    for (const interval of [wilson, clopperPearson]) {
      expect(interval(0, 20, 0.95).low).toBe(0);
      expect(interval(20, 20, 0.95).high).toBe(1);
    }
  });

  test("Clopper and Pearson cover at least 95 % everywhere, Wilson between 93 and 98 % for middling p", () => {
    for (const p of [0.001, 0.01, 0.05, 0.2, 0.5])
      expect(coverage(clopperPearson, 100, p)).toBeGreaterThanOrEqual(0.95);
    for (const p of [0.1, 0.2, 0.35, 0.5]) {
      expect(coverage(wilson, 100, p)).toBeGreaterThan(0.93);
      expect(coverage(wilson, 100, p)).toBeLessThan(0.98);
    }
  });

  test("more successes than trials are a mistake", () => {
    expect(() => wilson(3, 2, 0.95)).toThrow("3 of 2 trials");
    expect(() => clopperPearson(-1, 2, 0.95)).toThrow(RangeError);
    expect(() => wilson(0, 0, 0.95)).toThrow(RangeError);
  });
});
