import { describe, expect, test } from "vitest";
import { randomStream } from "../../../src/kernel/random-stream.ts";
import {
  batchMeans,
  batchMeansInterval,
  FEWEST_BATCHES,
  vonNeumannTest,
} from "../../../src/statistics/batch-means.ts";
import { meanInterval } from "../../../src/statistics/interval.ts";

/** x_i = memory × x_{i−1} + noise, of mean 0; with a memory of 0 the values are independent. */
function autoregression(count: number, memory: number, name: string): number[] {
  const stream = randomStream("batch-means", name);
  let value = 0;
  return Array.from({ length: count }, () => {
    value = memory * value + stream.normal();
    return value;
  });
}

test("case T04: 20 batches of 50 are found to be correlated", () => {
  let value = 0;
  const series = Array.from({ length: 1000 }, (_, i) => {
    value = 0.8 * value + ((i * 7919 + 13) % 997) / 997 - 0.5;
    return value;
  });
  const means = batchMeans(series, 50);
  const { mean, high, replications } = meanInterval(means);
  const { c, z } = vonNeumannTest(means);
  expect(replications).toBe(20);
  expect(mean).toBeCloseTo(-0.00017375660771654973, 13);
  expect(high - mean).toBeCloseTo(0.023983589809127893, 12);
  expect((high - mean) / 2.093024054408263).toBeCloseTo(0.011458821870018355, 12);
  expect(c).toBeCloseTo(0.6169846505089132, 11);
  expect(z).toBeCloseTo(2.904855643061561, 11);

  const merged = batchMeansInterval(means);
  expect(merged.estimate.replications).toBe(10);
  expect(merged.estimate.mean).toBeCloseTo(mean, 13);
});

describe("batches", () => {
  test("leave out what does not fill the last", () => {
    expect(batchMeans([1, 3, 5, 7, 100], 2)).toEqual([2, 6]);
    expect(batchMeans([1], 2)).toEqual([]);
    expect(() => batchMeans([1, 2], 0)).toThrow(RangeError);
  });

  test("of independent values are left as they are", () => {
    const series = autoregression(64, 0, "independent");
    const { estimate, tooShort, test: correlation } = batchMeansInterval(series);
    expect(correlation).toEqual(vonNeumannTest(series));
    expect(estimate).toEqual(meanInterval(series));
    expect(tooShort).toBe(false);
  });

  test("of values that remember are merged, and the interval widens", () => {
    const series = autoregression(4096, 0.9, "remembering");
    const { estimate, tooShort } = batchMeansInterval(series);
    const naive = meanInterval(series);
    expect(estimate.replications).toBeLessThan(4096 / 8);
    expect(estimate.replications).toBeGreaterThanOrEqual(FEWEST_BATCHES);
    expect(estimate.high - estimate.low).toBeGreaterThan(2 * (naive.high - naive.low));
    expect(tooShort).toBe(false);
  });

  test("of a trend stay correlated to the last: the run is too short", () => {
    const { estimate, tooShort } = batchMeansInterval(Array.from({ length: 320 }, (_, i) => i));
    expect(tooShort).toBe(true);
    expect(estimate.replications).toBe(FEWEST_BATCHES);
  });

  test("that are too few are too short, correlated or not", () => {
    expect(batchMeansInterval([1, -1, 1, -1, 1]).tooShort).toBe(true);
    expect(() => batchMeansInterval([1, 2])).toThrow("2 values are too few");
  });

  test("of an odd number lose the first when they are merged", () => {
    const means = Array.from({ length: 21 }, (_, i) => i);
    expect(batchMeansInterval(means).estimate.mean).toBe(10.5);
  });

  test("that are all equal are not correlated", () => {
    expect(vonNeumannTest([4, 4, 4, 4])).toEqual({ c: 0, z: 0 });
  });
});

test("the test finds correlation where there is none in about 2.5 % of all series", () => {
  const found = Array.from(
    { length: 2000 },
    (_, i) => vonNeumannTest(autoregression(40, 0, `series ${i}`)).z,
  );
  const share = found.filter((z) => z > 1.959963984540054).length / 2000;
  // 0.025 ± 3.29 √(0.025 × 0.975 / 2000)
  expect(share).toBeGreaterThan(0.0135);
  expect(share).toBeLessThan(0.0365);
});

test("the interval of a run that remembers covers its mean about as often as it says", () => {
  const covered = Array.from({ length: 400 }, (_, i) => {
    const { estimate } = batchMeansInterval(autoregression(4096, 0.8, `coverage ${i}`));
    return estimate.low < 0 && estimate.high > 0;
  });
  // The test passes batches that are still a little alike: somewhat less than 95 % is what it is known for.
  expect(covered.filter(Boolean).length / 400).toBeGreaterThan(0.88);
  expect(covered.filter(Boolean).length / 400).toBeLessThan(0.99);
});
