import { describe, expect, test } from "vitest";
import { randomStream } from "../../../src/kernel/random-stream.ts";
import { controlled } from "../../../src/statistics/control-variates.ts";
import { meanInterval } from "../../../src/statistics/interval.ts";
import { solve } from "../../../src/statistics/linear-equations.ts";

describe("control variates", () => {
  const y = [10.2, 11.5, 9.8, 12.1, 10.9, 11.7, 9.5, 10.4];
  const arrivals = { values: [100, 112, 97, 115, 104, 113, 95, 101], mean: 105 };
  const size = { values: [2.1, 1.9, 2.0, 2.2, 2.05, 1.95, 1.98, 2.15], mean: 2 };

  test("two controls: intercept, slopes and standard error of the regression, as numpy has them", () => {
    const { estimate, coefficients, varianceRatio } = controlled(y, [arrivals, size]);
    expect(estimate.mean).toBeCloseTo(10.7747294, 7);
    expect(coefficients[0]).toBeCloseTo(0.12067833, 7);
    expect(coefficients[1]).toBeCloseTo(0.8006054, 6);
    expect(estimate.high - estimate.mean).toBeCloseTo(0.03899509050942789 * 2.5705818356363146, 9);
    expect(varianceRatio).toBeCloseTo(0.008269673264972445, 10);
  });

  test("one control: β = Σxy/Σx², by hand", () => {
    // x − x̄ = −1, 0, 1; y − ȳ = −2, 1, 1: β = 3/2; the control was 1 too high, so the mean falls by 3/2.
    const { estimate, coefficients } = controlled([1, 4, 4], [{ values: [1, 2, 3], mean: 1 }]);
    expect(coefficients).toEqual([1.5]);
    expect(estimate.mean).toBe(1.5);
  });

  test("without controls it is the mean with its interval", () => {
    const { estimate, varianceRatio } = controlled(y, []);
    const plain = meanInterval(y);
    expect(estimate.mean).toBeCloseTo(plain.mean, 12);
    expect(estimate.low).toBeCloseTo(plain.low, 12);
    expect(varianceRatio).toBe(1);
  });

  test("intervals cover as often as they say and are half as wide where half of the spread is the control's, within 99.9 %", () => {
    const stream = randomStream("control", "coverage");
    const experiments = 2000;
    let [covered, ratio] = [0, 0];
    for (let experiment = 0; experiment < experiments; experiment++) {
      const x = Array.from({ length: 20 }, () => stream.normal());
      const values = x.map((each) => 5 + 3 * each + Math.sqrt(3) * stream.normal());
      const { estimate, varianceRatio } = controlled(values, [{ values: x, mean: 0 }]);
      if (estimate.low <= 5 && 5 <= estimate.high) covered++;
      ratio += varianceRatio / experiments;
    }
    expect(Math.abs(covered / experiments - 0.95)).toBeLessThan(
      3.29 * Math.sqrt((0.95 * 0.05) / experiments),
    );
    expect(ratio).toBeGreaterThan(0.2);
    expect(ratio).toBeLessThan(0.3);
  });

  test("controls that depend on each other, or are too many, are refused", () => {
    expect(() => controlled(y, [arrivals, arrivals])).toThrow("depend on each other");
    expect(() => controlled([1, 2], [{ values: [1, 2], mean: 1 }])).toThrow("too few for 1 controls");
    expect(() => controlled(y, [{ values: [1], mean: 1 }])).toThrow("do not pair");
  });
});

test("equations whose first pivot is 0 are solved", () => {
  expect(
    solve(
      [
        [0, 2, 1],
        [1, 1, 0],
        [3, 0, 1],
      ],
      [7, 3, 6],
    ),
  ).toEqual([expect.closeTo(1, 12), expect.closeTo(2, 12), expect.closeTo(3, 12)]);
});
