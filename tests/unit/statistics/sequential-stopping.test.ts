import { describe, expect, test } from "vitest";
import { randomStream } from "../../../src/kernel/random-stream.ts";
import { meanInterval } from "../../../src/statistics/interval.ts";
import { FEWEST_FIRST, isPrecise, sequentialStop } from "../../../src/statistics/sequential-stopping.ts";

const REPLICATIONS = [
  5.1, 4.7, 5.6, 4.9, 5.3, 5.0, 4.6, 5.5, 5.2, 4.8, 5.4, 5.1, 4.9, 5.0, 5.2, 5.1, 5.3, 4.8, 5.0, 5.1,
];

describe("replications until the mean is precise", () => {
  test("case T14: 13 of them for 4 % of the truth", () => {
    const { stopsAt, estimate } = sequentialStop(REPLICATIONS, 5, { relative: 0.04 });
    expect(stopsAt).toBe(13);
    expect(estimate.mean).toBeCloseTo(5.084615384615385, 12);
    expect(estimate.high - estimate.mean).toBeCloseTo(0.18600437767153497, 10);
  });

  test("the first that is precise, and none before", () => {
    for (let n = 5; n <= 13; n++)
      expect(isPrecise(meanInterval(REPLICATIONS.slice(0, n)), { relative: 0.04 })).toBe(n === 13);
  });

  test("without success the estimate is of all, and a mean of 0 needs an absolute target", () => {
    expect(sequentialStop(REPLICATIONS, 5, { relative: 0.001 })).toEqual({
      stopsAt: null,
      estimate: meanInterval(REPLICATIONS),
    });
    const around = [1, -1, 1, -1, 1, -1, 1, -1];
    expect(sequentialStop(around, 2, { relative: 0.5 }).stopsAt).toBeNull();
    expect(sequentialStop(around, 2, { absolute: 1 }).stopsAt, "2.447 × 1.069/√7 = 0.989").toBe(7);
  });

  test("what has no interval is not precise", () => {
    expect(isPrecise(meanInterval([5]), { relative: 0.5 })).toBe(false);
    expect(isPrecise(meanInterval([]), { absolute: 100 })).toBe(false);
    expect(() => isPrecise(meanInterval([1, 2]), { relative: 0 })).toThrow("a precision of 0 is not above 0");
    expect(() => sequentialStop([1, 2], 1, { relative: 0.1 })).toThrow("1 first replications");
  });

  test("of 600 experiments that begin with two replications fewer than 95 % cover, beyond chance; with ten, 94 %", () => {
    const covered = (first: number) => {
      const stream = randomStream("sequential", `${first}`);
      let hits = 0;
      for (let experiment = 0; experiment < 600; experiment++) {
        const values = Array.from({ length: 60 }, () => 10 + 4 * stream.normal());
        const { estimate } = sequentialStop(values, first, { relative: 0.2 });
        if (estimate.low <= 10 && 10 <= estimate.high) hits++;
      }
      return hits / 600;
    };
    const chance = (share: number) => 3.09 * Math.sqrt((share * (1 - share)) / 600);
    expect(covered(FEWEST_FIRST)).toBeGreaterThan(0.94 - chance(0.94));
    expect(covered(2)).toBeLessThan(0.95 - chance(0.95));
  });
});
