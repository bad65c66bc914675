import fc from "fast-check";
import { expect, test } from "vitest";
import { slidingMinima } from "../../../src/statistics/sliding-minima.ts";

test("a sliding minimum is the least of each window, looked at one by one", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20)), fc.integer({ min: 1, max: 12 }), (values, length) => {
      const windows = Math.max(0, values.length - length + 1);
      const naive = Array.from({ length: windows }, (_, from) =>
        Math.min(...values.slice(from, from + length)),
      );
      expect([...slidingMinima(values, length)]).toEqual(naive);
    }),
    { seed: 7 },
  );
});

test("a window has at least one value, and whole ones", () => {
  expect(() => slidingMinima([1], 0)).toThrow(RangeError);
  expect(() => slidingMinima([1], 1.5)).toThrow(RangeError);
});
