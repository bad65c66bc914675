import { expect, test } from "vitest";
import { randomStream } from "../../../src/kernel/random-stream.ts";
import { fiellerSet } from "../../../src/statistics/fieller.ts";
import { meanInterval } from "../../../src/statistics/interval.ts";

const X = [12, 9, 14, 10, 11];
const Y = [4, 3.5, 5, 3, 4.2];

test("the ends are those ratios r for which 0 is an end of the interval of the mean of x − r y", () => {
  const set = fiellerSet(X, Y);
  if (set.kind !== "between") throw new Error("the denominator is far from 0");
  const difference = (ratio: number) => meanInterval(X.map((x, i) => x - ratio * Y[i]!));
  expect(difference(set.low).low).toBeCloseTo(0, 9);
  expect(difference(set.high).high).toBeCloseTo(0, 9);
});

test("with a denominator that may be 0 the set is what lies outside of two ratios", () => {
  const [x, y] = [
    [10, 11, 9, 10],
    [1, -1, 0.5, -0.4],
  ];
  const set = fiellerSet(x, y);
  if (set.kind !== "outside") throw new Error("the denominator may be 0");
  const holds = (ratio: number) => {
    const { low, high } = meanInterval(x.map((value, i) => value - ratio * y[i]!));
    return low <= 0 && 0 <= high;
  };
  expect([set.low - 0.01, set.low + 0.01, 0, set.high - 0.01, set.high + 0.01].map(holds)).toEqual([
    true,
    false,
    false,
    false,
    true,
  ]);
});

test("nothing is known where both may be 0, or with one pair; a denominator of nothing has no ratio", () => {
  expect(fiellerSet([1, -1, 0.5], [1, -1, -0.2]).kind).toBe("all");
  expect(fiellerSet([1], [2]).kind).toBe("all");
  expect(fiellerSet([5, 6, 7], [0, 0, 0])).toEqual({
    kind: "outside",
    low: Number.NEGATIVE_INFINITY,
    high: Number.POSITIVE_INFINITY,
  });
  expect(() => fiellerSet([1, 2], [1])).toThrow(RangeError);
});

test("of normal pairs with a common part, 95 % of the sets hold the ratio of the means", () => {
  const random = randomStream("fieller", "pairs");
  const normal = () => random.normal();
  const experiments = 4000;
  let held = 0;
  for (let experiment = 0; experiment < experiments; experiment++) {
    const pairs = Array.from({ length: 8 }, () => {
      const common = normal();
      return [10 + 2 * common + normal(), 1 + 0.8 * common + 0.5 * normal()] as const;
    });
    const set = fiellerSet(
      pairs.map(([x]) => x),
      pairs.map(([, y]) => y),
    );
    if (set.kind === "all") held++;
    else if (set.kind === "between") held += set.low <= 10 && 10 <= set.high ? 1 : 0;
    else held += 10 <= set.low || set.high <= 10 ? 1 : 0;
  }
  // 99.9 % limits of a binomial share of 0.95: 3.29 × √(0.95 × 0.05 / 4000) = 0.0113.
  expect(Math.abs(held / experiments - 0.95)).toBeLessThan(0.0113);
});
