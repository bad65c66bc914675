// Tornado and variance split: what assumptions do one at a time, and all together against chance.

import { describe, expect, test } from "vitest";
import { randomStream } from "../../../../src/kernel/random-stream.ts";
import { tornado } from "../../../../src/statistics/sensitivity/tornado.ts";
import { varianceSplit } from "../../../../src/statistics/sensitivity/variance-split.ts";

describe("a tornado", () => {
  test("has the widest swing first, whichever way it goes; differences are paired", () => {
    const base = [10, 20, 30];
    const moved = (by: number) => base.map((value) => value + by);
    const bars = tornado(base, [
      { name: "small", low: moved(-1), high: moved(1) },
      { name: "falling", low: moved(7), high: moved(-3) },
      { name: "without answer", low: [Number.NaN, Number.NaN, Number.NaN], high: moved(0) },
    ]);
    expect(bars.map(({ name }) => name)).toEqual(["falling", "small", "without answer"]);
    expect(bars[0]!.swing).toEqual({ mean: -10, low: -10, high: -10, replications: 3 });
    expect(bars[0]!.lowDifference.mean).toBe(7);
    expect(bars[0]!.highDifference.mean).toBe(-3);
    expect(bars[0]!.low.mean).toBe(27);
    expect(
      bars[0]!.low.high - bars[0]!.low.low,
      "unpaired, it has the spread of the replications",
    ).toBeGreaterThan(40);
  });
});

describe("variance split", () => {
  test("by hand: 1, 3 and 5, 7: within 2, between 16, so the assumptions have (16 − 2)/2 = 7 of 9", () => {
    const split = varianceSplit([
      [1, 3],
      [5, 7],
    ]);
    expect([split.assumptions, split.simulation]).toEqual([7, 2]);
    expect(split.share).toBeCloseTo(7 / 9, 12);
  });

  test("by hand, of unequal size: 0, 2 and 6: within 2, between (2·2² + 4²)·… = 50/3, n₀ = 3 − 5/3", () => {
    // Means 1 and 6 about 8/3: 2(5/3)² + (10/3)² = 150/9.
    const { assumptions, simulation, low } = varianceSplit([[0, 2], [6]]);
    expect(simulation).toBe(2);
    expect(assumptions).toBeCloseTo((150 / 9 - 2) / (4 / 3), 10);
    expect(low, "the exact interval is of equal sizes").toBeNaN();
  });

  test("without chance all is of the assumptions, and where they do nothing their part is 0", () => {
    expect(
      varianceSplit([
        [1, 1],
        [2, 2],
      ]),
    ).toMatchObject({ simulation: 0, share: 1 });
    expect(
      varianceSplit([
        [1, 2],
        [1, 2],
        [2, 1],
      ]),
    ).toMatchObject({ assumptions: 0, share: 0, low: 0 });
    expect(
      varianceSplit([
        [1, 1],
        [1, 1],
      ]).share,
    ).toBeNaN();
  });

  test("parts are right on average and 95 % intervals cover as often as they say, within 99.9 %", () => {
    const stream = randomStream("variance-split", "coverage");
    const experiments = 400;
    let [covered, share, assumed] = [0, 4 / 13, 0];
    for (let experiment = 0; experiment < experiments; experiment++) {
      const answers = Array.from({ length: 20 }, () => {
        const mean = 2 * stream.normal();
        return Array.from({ length: 5 }, () => mean + 3 * stream.normal());
      });
      const split = varianceSplit(answers);
      assumed += split.assumptions / experiments;
      if (split.low <= share && share <= split.high) covered++;
    }
    expect(Math.abs(covered / experiments - 0.95)).toBeLessThan(
      3.29 * Math.sqrt((0.95 * 0.05) / experiments),
    );
    // V(MSB) = 2 (σ² + 5τ²)²/19: the estimate of τ² = 4 has a standard deviation of √(2 · 29²/19)/5 = 1.9 and little more.
    expect(Math.abs(assumed - 4)).toBeLessThan((3.29 * 2) / Math.sqrt(experiments));
  });

  test("one draw, or one replication of each, tells nothing", () => {
    expect(() => varianceSplit([[1, 2, 3]])).toThrow("do not tell chance from assumptions");
    expect(() => varianceSplit([[1], [2], [3]])).toThrow("3 replications of 3 draws");
  });
});
