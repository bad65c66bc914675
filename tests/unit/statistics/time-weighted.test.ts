import { expect, test } from "vitest";
import { TimeWeighted } from "../../../src/statistics/time-weighted.ts";

test("case T18: mean, variance, median, 90 % quantile and maximum of a step function", () => {
  const level = new TimeWeighted(
    new Map([
      [3, 2],
      [5, 1.5],
      [1, 2.5],
      [4, 3],
      [0, 1],
    ]),
  );
  expect(level.mean).toBeCloseTo(2.8, 14);
  expect(level.variance).toBeCloseTo(2.76, 14);
  expect([level.quantile(0.5), level.quantile(0.9), level.maximum]).toEqual([3, 5, 5]);
});

test("the quantile at a boundary is the value below it, just above it the next", () => {
  const level = new TimeWeighted(
    new Map([
      [10, 1],
      [20, 3],
    ]),
  );
  expect([0, 0.25, 0.2500001, 1].map((share) => level.quantile(share))).toEqual([10, 10, 20, 20]);
});

test("boundaries hold whatever the shares are rounded to", () => {
  const level = new TimeWeighted(new Map(Array.from({ length: 10 }, (_, value) => [value, 0.1])));
  const shares = Array.from({ length: 10 }, (_, value) => (value + 1) / 10);
  expect(shares.map((share) => level.quantile(share))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test("one level has no variance, and a value of no time does not count", () => {
  const level = new TimeWeighted(
    new Map([
      [7, 5],
      [100, 0],
    ]),
  );
  expect([level.mean, level.variance, level.maximum, level.quantile(1)]).toEqual([7, 0, 7, 7]);
});

test("a variance far below the square of the mean keeps its digits", () => {
  const level = new TimeWeighted(
    new Map([
      [1e8, 1],
      [1e8 + 1, 1],
    ]),
  );
  expect(level.variance).toBe(0.25);
});

test("no time, a negative time and a share beyond 1 are refused", () => {
  expect(() => new TimeWeighted(new Map())).toThrow("no time was spent");
  expect(() => new TimeWeighted(new Map([[1, -2]]))).toThrow("time -2 at the value 1");
  expect(() => new TimeWeighted(new Map([[1, 2]])).quantile(1.1)).toThrow(RangeError);
});
