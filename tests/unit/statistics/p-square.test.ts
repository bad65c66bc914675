import { expect, test } from "vitest";
import { randomStream } from "../../../src/kernel/random-stream.ts";
import { PSquare } from "../../../src/statistics/p-square.ts";

const PUBLISHED = [
  0.02, 0.15, 0.74, 3.39, 0.83, 22.37, 10.15, 15.43, 38.62, 15.92, 34.6, 10.28, 1.47, 0.4, 0.05, 11.39, 0.27,
  0.42, 0.09, 11.37,
];

function after(values: readonly number[], probability = 0.5): PSquare {
  const square = new PSquare(probability);
  for (const value of values) square.add(value);
  return square;
}

test("case T07: the example of the paper ends at 4.44, although the median is 2.43", () => {
  expect(after(PUBLISHED).quantile).toBeCloseTo(4.440634353260338, 12);
  expect(after(PUBLISHED).markers[3]).toBeCloseTo(17.203904274140214, 12);
});

test("the outer markers are the extremes, the markers ascend, and five values are their own markers", () => {
  for (let count = 5; count <= PUBLISHED.length; count++) {
    const { markers } = after(PUBLISHED.slice(0, count), 0.9);
    expect(markers).toEqual([...markers].sort((a, b) => a - b));
    expect([markers[0], markers[4]]).toEqual([
      Math.min(...PUBLISHED.slice(0, count)),
      Math.max(...PUBLISHED.slice(0, count)),
    ]);
  }
  expect(after([5, 3, 1, 2, 4]).quantile).toBe(3);
  expect(after([5, 3, 1, 2]).quantile).toBeNaN();
});

test.each([0.5, 0.9, 0.99])(
  "of 100,000 uniform values the %d quantile is right within a hundredth",
  (probability) => {
    const stream = randomStream("p-square", "uniform");
    const { quantile } = after(
      Array.from({ length: 100_000 }, () => stream.uniform()),
      probability,
    );
    expect(Math.abs(quantile - probability)).toBeLessThan(0.01);
  },
);
