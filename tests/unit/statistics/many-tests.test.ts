// Pairs and their p-values, and many of them at once.

import { describe, expect, test } from "vitest";
import { randomStream } from "../../../src/kernel/random-stream.ts";
import { bonferroniAdjusted, holm } from "../../../src/statistics/holm.ts";
import { pairedTest } from "../../../src/statistics/paired-test.ts";

describe("the paired test", () => {
  const a = [12.1, 14.3, 11.8, 15.0, 13.2, 12.7, 14.9, 13.8, 12.2, 14.4];
  const b = [11.2, 13.1, 11.5, 13.9, 12.6, 11.9, 13.5, 13.1, 11.6, 13.2];

  test("of the data of T05 has t = 8.124038404635959, as scipy says, and its p-value", () => {
    const { difference, pValue } = pairedTest(a, b);
    expect(pValue).toBeCloseTo(1.9570434825690822e-5, 15);
    expect(difference.mean).toBeCloseTo(0.88, 12);
  });

  test("is significant at 5 % just where the interval of 95 % leaves 0 out", () => {
    const stream = randomStream("paired-test", "ends");
    for (let experiment = 0; experiment < 200; experiment++) {
      const values = Array.from({ length: 6 }, () => stream.normal() + 0.8);
      const { difference, pValue } = pairedTest(values, new Array(6).fill(0));
      expect(pValue < 0.05).toBe(difference.low > 0 || difference.high < 0);
    }
  });

  test("of differences without spread is certain, and of one pair impossible", () => {
    expect(pairedTest([1, 2, 3], [1, 2, 3]).pValue).toBe(1);
    expect(pairedTest([2, 3, 4], [1, 2, 3]).pValue).toBe(0);
    expect(pairedTest([2], [1]).pValue).toBeNaN();
    expect(() => pairedTest([1, 2], [1])).toThrow("do not pair");
  });
});

describe("many tests", () => {
  test("by hand: Holm of 0.01, 0.04, 0.03, 0.005 is 0.03, 0.06, 0.06, 0.02", () => {
    expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02]);
    expect(bonferroniAdjusted([0.01, 0.04, 0.03, 0.005])).toEqual([0.04, 0.16, 0.12, 0.02]);
  });

  test("one is left as it is, none are none, and nothing exceeds 1", () => {
    expect(holm([0.2])).toEqual([0.2]);
    expect(holm([])).toEqual([]);
    expect(holm([0.6, 0.7])).toEqual([1, 1]);
    expect(() => holm([1.2])).toThrow("a p-value of 1.2");
  });

  test("Holm never says more than Bonferroni, keeps the order, and agrees with stepping down by hand", () => {
    const stream = randomStream("holm", "order");
    for (let experiment = 0; experiment < 100; experiment++) {
      const p = Array.from({ length: 8 }, () => stream.uniform() ** 3);
      const [byHolm, byBonferroni] = [holm(p), bonferroniAdjusted(p)];
      const sorted = [...p.keys()].sort((i, j) => p[i]! - p[j]!);
      let rejecting = true;
      sorted.forEach((place, rank) => {
        expect(byHolm[place]).toBeLessThanOrEqual(byBonferroni[place]!);
        if (rank > 0) expect(byHolm[place]).toBeGreaterThanOrEqual(byHolm[sorted[rank - 1]!]!);
        rejecting &&= p[place]! <= 0.05 / (8 - rank);
        expect(byHolm[place]! <= 0.05).toBe(rejecting);
      });
    }
  });

  test("of ten true hypotheses Holm rejects any in at most 5 % of 2,000 experiments, within 99.9 %", () => {
    const stream = randomStream("holm", "family");
    let wrong = 0;
    for (let experiment = 0; experiment < 2000; experiment++)
      if (holm(Array.from({ length: 10 }, () => stream.uniform())).some((p) => p <= 0.05)) wrong++;
    expect(wrong / 2000).toBeLessThan(0.05 + 3.09 * Math.sqrt((0.05 * 0.95) / 2000));
  });
});
