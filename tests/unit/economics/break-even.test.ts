import { expect, test } from "vitest";
import { breakEven } from "../../../src/economics/break-even.ts";

test("it is what is added over what is lost, between Fieller's ends", () => {
  const { mean, low, high } = breakEven([10, 12, 14], [4, 4, 4]);
  expect(mean).toBe(3);
  // A constant loss: the interval of the mean of 10, 12, 14, which is 12 ± 4.303 × 2 / √3, over 4.
  expect(low).toBeCloseTo((12 - (4.302653 * 2) / Math.sqrt(3)) / 4, 5);
  expect(high).toBeCloseTo((12 + (4.302653 * 2) / Math.sqrt(3)) / 4, 5);
});

test("where internal work loses nothing measurable there is no upper end, and the lower one is still a bound", () => {
  const { mean, low, high } = breakEven([10, 11, 9, 10], [1, -1, 0.5, -0.4]);
  expect(mean).toBeCloseTo(400, 9);
  expect(low).toBeGreaterThan(0);
  expect(low).toBeLessThan(400);
  expect(high).toBe(Number.POSITIVE_INFINITY);
});

test("where internal work gains, renting pays at every value", () => {
  const every = {
    mean: Number.POSITIVE_INFINITY,
    low: Number.POSITIVE_INFINITY,
    high: Number.POSITIVE_INFINITY,
  };
  expect(breakEven([10, 11, 12], [-5, -5.1, -4.9])).toMatchObject(every);
  expect(breakEven([10, 11, 12], [0, 0, 0])).toMatchObject(every);
});

test("where neither the gain nor the loss can be told from nothing, nothing is known", () => {
  expect(breakEven([1, -1, 0.5], [1, -1, 0.2])).toMatchObject({
    low: Number.NEGATIVE_INFINITY,
    high: Number.POSITIVE_INFINITY,
  });
  expect(breakEven([1], [2])).toMatchObject({ mean: 0.5, low: Number.NaN });
});
