import { Int32Histogram } from "hdr-histogram-js";
import { expect, test } from "vitest";
import { LogHistogram } from "../../../src/statistics/log-histogram.ts";

/** Numbers around every power of two up to 2^52, and some in between. */
const numbers = Array.from({ length: 52 }, (_, bits) => 2 ** bits).flatMap((power) =>
  [power - 1, power, power + 1, Math.floor(power * 1.37), Math.floor(power * 1.9)].filter(
    (value) => value <= 2 ** 52,
  ),
);

test("a number comes back as the middle of its bin in an HDR histogram of three significant digits", () => {
  const published = new Int32Histogram(1, 2 ** 42, 3);
  // Its bins are halved as 32-bit numbers: from 2^42 on they are too wide for that.
  for (const value of numbers.filter((number) => number < 2 ** 42)) {
    const histogram = new LogHistogram();
    histogram.record(value);
    expect(histogram.ranked(0), String(value)).toBe(published.medianEquivalentValue(value));
  }
});

test("a number up to 2^52 comes back to within half a bin, 1/2048 of itself", () => {
  for (const value of numbers) {
    const histogram = new LogHistogram();
    histogram.record(value);
    expect(Math.abs(histogram.ranked(0) - value), String(value)).toBeLessThanOrEqual(value / 2048);
  }
});

test("ranks run through the numbers in ascending order, each as often as it was counted, and histograms add up", () => {
  const [odd, even] = [new LogHistogram(), new LogHistogram()];
  numbers.forEach((value, place) => {
    for (const histogram of place % 2 === 0 ? [even] : [odd, odd]) histogram.record(value);
  });
  odd.add(even);
  const middle = (value: number) => {
    const one = new LogHistogram();
    one.record(value);
    return one.ranked(0);
  };
  const expected = numbers
    .flatMap((value, place) => (place % 2 === 0 ? [value] : [value, value]))
    .sort((a, b) => a - b)
    .map(middle);
  expect(odd.total).toBe(expected.length);
  expect(expected.map((_, rank) => odd.ranked(rank))).toEqual(expected);
});
