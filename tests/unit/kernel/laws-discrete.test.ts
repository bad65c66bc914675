import { describe, expect, test } from "vitest";
import { AssertionFailure } from "../../../src/kernel/assert.ts";
import { discrete } from "../../../src/kernel/laws/discrete.ts";
import { empirical } from "../../../src/kernel/laws/empirical.ts";
import { RandomStream, randomStream } from "../../../src/kernel/random-stream.ts";
import { binomialScore, meanScore, NORMAL_LIMIT, varianceScore } from "./goodness-of-fit.ts";

const SAMPLES = 200_000;

/** A stream whose every uniform is `u`, to 53 bits. */
function always(u: number): RandomStream {
  const high = Math.floor(u * 2 ** 21);
  const low = Math.round((u * 2 ** 21 - high) * 2 ** 32);
  let call = 0;
  return new RandomStream(() => (call++ % 2 === 0 ? high * 2 ** 11 : low));
}

describe("a discrete choice", () => {
  test.each([
    [[1]],
    [[0.5, 0.5]],
    [[0.7, 0, 0.1, 0.2, 0]],
    [[0, 0, 3, 1]],
    [[0.4, 0.2, 0.13, 0.1, 0.09, 0.05, 0.02, 0.01]],
  ])("takes each index with its probability: %j", (weights) => {
    const choice = discrete(weights);
    const stream = randomStream("1", `0/${weights}`);
    const counts = new Float64Array(weights.length);
    for (let i = 0; i < SAMPLES; i++) counts[choice.sample(stream)]++;
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    weights.forEach((weight, index) => {
      expect(choice.probabilities[index]).toBeCloseTo(weight / total, 12);
      if (weight === 0 || weight === total) expect(counts[index]).toBe(weight === 0 ? 0 : SAMPLES);
      else expect(Math.abs(binomialScore(counts[index], SAMPLES, weight / total))).toBeLessThan(NORMAL_LIMIT);
    });
  });

  test("is the inverse of the cumulative probabilities, so it never falls when the uniform rises", () => {
    const choice = discrete([1, 0, 2, 5]);
    const indices = [0, 0.124, 0.125, 0.374, 0.375, 0.9, 1 - 2 ** -53].map((u) => choice.sample(always(u)));
    expect(indices).toEqual([0, 0, 2, 2, 3, 3, 3]);
  });

  test("stays in its table at the largest uniform, and takes no index of weight 0 at the least", () => {
    for (let size = 1; size <= 300; size++) {
      const weights = [0, ...new Array<number>(size).fill(0.1), 0];
      expect(discrete(weights).sample(always(1 - 2 ** -53))).toBe(size);
      expect(discrete(weights).sample(always(0))).toBe(1);
    }
  });

  test.each([[[]], [[0, 0]], [[0.5, -0.1]], [[Number.NaN]], [[Number.POSITIVE_INFINITY]]])(
    "refuses the weights %j",
    (weights) => {
      expect(() => discrete(weights)).toThrow(AssertionFailure);
    },
  );
});

describe("an empirical law", () => {
  const values = [3, 1, 4, 1, 5, 9, 2, 6];

  test("states the mean and variance of its table", () => {
    const law = empirical(values);
    expect(law.mean).toBeCloseTo(31 / 8, 12);
    expect(law.variance).toBeCloseTo(173 / 8 - (31 / 8) ** 2, 12);
  });

  test("states the mean and variance of its weighted table", () => {
    const law = empirical([10, 20], [3, 1]);
    expect(law.mean).toBeCloseTo(12.5, 12);
    expect(law.variance).toBeCloseTo(18.75, 12);
  });

  test.each([
    ["unweighted", empirical(values)],
    ["weighted", empirical(values, [1, 2, 3, 4, 5, 6, 0, 1])],
  ])("draws with its stated mean and variance: %s", (name, law) => {
    const stream = randomStream("1", `0/${name}`);
    const sample = Float64Array.from({ length: SAMPLES }, () => law.sample(stream));
    expect(Math.abs(meanScore(sample, law.mean))).toBeLessThan(NORMAL_LIMIT);
    expect(Math.abs(varianceScore(sample, law.variance))).toBeLessThan(NORMAL_LIMIT);
  });

  test("draws every value of its table, and no other", () => {
    const stream = randomStream("1", "0/values");
    const law = empirical(values);
    const seen = new Set(Array.from({ length: 1000 }, () => law.sample(stream)));
    expect([...seen].sort()).toEqual([1, 2, 3, 4, 5, 6, 9]);
  });

  test("keeps its own copy of the table", () => {
    const table = [1, 1];
    const law = empirical(table);
    table.fill(99);
    expect(law.sample(randomStream("1", "0/copy"))).toBe(1);
  });

  test.each<[string, () => unknown]>([
    ["no values", () => empirical([])],
    ["finite", () => empirical([1, Number.NaN])],
    ["weights", () => empirical([1, 2], [1])],
  ])("refuses a table that makes no law: %s", (message, construct) => {
    expect(construct).toThrow(AssertionFailure);
    expect(construct).toThrow(message);
  });
});
