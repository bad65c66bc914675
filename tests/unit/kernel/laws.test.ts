import { describe, expect, test } from "vitest";
import { AssertionFailure } from "../../../src/kernel/assert.ts";
import type { Law } from "../../../src/kernel/law.ts";
import { constant } from "../../../src/kernel/laws/constant.ts";
import { erlang } from "../../../src/kernel/laws/erlang.ts";
import { exponential } from "../../../src/kernel/laws/exponential.ts";
import { gamma } from "../../../src/kernel/laws/gamma.ts";
import { hyperexponential } from "../../../src/kernel/laws/hyperexponential.ts";
import { lognormalMeanCv, lognormalMedianP90 } from "../../../src/kernel/laws/lognormal.ts";
import { mixture } from "../../../src/kernel/laws/mixture.ts";
import { pareto } from "../../../src/kernel/laws/pareto.ts";
import { uniform } from "../../../src/kernel/laws/uniform.ts";
import { weibull, weibullMean } from "../../../src/kernel/laws/weibull.ts";
import { RandomStream, randomStream } from "../../../src/kernel/random-stream.ts";
import {
  binomialScore,
  gammaCdf,
  KOLMOGOROV_LIMIT,
  kolmogorovDistance,
  meanScore,
  NORMAL_LIMIT,
  normalCdf,
  varianceScore,
} from "./goodness-of-fit.ts";

const SAMPLES = 200_000;

interface Case {
  readonly name: string;
  readonly law: Law;
  /** P(X ≤ x), from the definition of the law and not from its sampler */
  readonly cdf: (x: number) => number;
}

const exponentialCdf = (mean: number) => (x: number) => -Math.expm1(-x / mean);
const weibullCdf = (shape: number, scale: number) => (x: number) => -Math.expm1(-((x / scale) ** shape));
const gammaMeanCdf = (shape: number, mean: number) => (x: number) => gammaCdf(shape, (x * shape) / mean);
const lognormalCdf = (mu: number, sigma: number) => (x: number) => normalCdf((Math.log(x) - mu) / sigma);

const continuous: readonly Case[] = [
  { name: "uniform 2 to 5", law: uniform(2, 5), cdf: (x) => (x - 2) / 3 },
  { name: "exponential", law: exponential(40), cdf: exponentialCdf(40) },
  { name: "Erlang of 1 phase", law: erlang(1, 40), cdf: exponentialCdf(40) },
  { name: "Erlang of 3 phases", law: erlang(3, 6), cdf: (x) => gammaCdf(3, x / 2) },
  { name: "Erlang of 16 phases", law: erlang(16, 8), cdf: gammaMeanCdf(16, 8) },
  { name: "Erlang of 40 phases", law: erlang(40, 8), cdf: gammaMeanCdf(40, 8) },
  { name: "gamma of shape 0.2", law: gamma(0.2, 3), cdf: gammaMeanCdf(0.2, 3) },
  { name: "gamma of shape 1", law: gamma(1, 3), cdf: exponentialCdf(3) },
  { name: "gamma of shape 2.7", law: gamma(2.7, 3), cdf: gammaMeanCdf(2.7, 3) },
  { name: "gamma of shape 100", law: gamma(100, 3), cdf: gammaMeanCdf(100, 3) },
  // σ² = ln(1 + 0.5²), μ = ln 3 − σ² / 2
  { name: "lognormal of cv 0.5", law: lognormalMeanCv(3, 0.5), cdf: lognormalCdf(0.987040513, 0.472380727) },
  // σ = ln 2 / 1.28155157
  { name: "lognormal by p90", law: lognormalMedianP90(40, 80), cdf: lognormalCdf(Math.log(40), 0.540865619) },
  { name: "Weibull of shape 0.8", law: weibull(0.8, 5), cdf: weibullCdf(0.8, 5) },
  { name: "Weibull of shape 3", law: weibull(3, 5), cdf: weibullCdf(3, 5) },
  // Γ(1 + 1/2) = √π / 2
  { name: "Weibull by mean", law: weibullMean(2, 5), cdf: weibullCdf(2, 10 / Math.sqrt(Math.PI)) },
  { name: "Pareto of shape 9", law: pareto(9, 2), cdf: (x) => 1 - (2 / x) ** 9 },
  {
    name: "hyperexponential",
    law: hyperexponential([0.27, 0.73], [102, 5]),
    cdf: (x) => 0.27 * exponentialCdf(102)(x) + 0.73 * exponentialCdf(5)(x),
  },
  {
    name: "mixture",
    law: mixture([uniform(0, 4), exponential(1), gamma(2.5, 8)], [1, 2, 1]),
    cdf: (x) => Math.min(x / 4, 1) / 4 + exponentialCdf(1)(x) / 2 + gammaMeanCdf(2.5, 8)(x) / 4,
  },
];

function sampleOf(law: Law, name: string): Float64Array {
  const stream = randomStream("1", `0/${name}`);
  return Float64Array.from({ length: SAMPLES }, () => law.sample(stream));
}

describe.each(continuous)("$name", ({ name, law, cdf }) => {
  const sample = sampleOf(law, name);

  test("draws with its stated mean", () => {
    expect(Math.abs(meanScore(sample, law.mean))).toBeLessThan(NORMAL_LIMIT);
  });

  test("draws with its stated variance", () => {
    expect(Math.abs(varianceScore(sample, law.variance))).toBeLessThan(NORMAL_LIMIT);
  });

  test("draws from its distribution function", () => {
    expect(kolmogorovDistance(sample, cdf)).toBeLessThan(KOLMOGOROV_LIMIT);
  });

  test("stays finite and not negative when the first uniform is the least or the largest", () => {
    for (const extreme of [0, -1]) {
      const later = randomStream("1", name);
      let calls = 0;
      const stream = new RandomStream(() => (calls++ < 2 ? extreme : later.index(2 ** 32)));
      const x = law.sample(stream);
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThan(Number.POSITIVE_INFINITY);
    }
  });
});

// Tails so heavy that a sample says little of the fourth moment: distribution and quantile only.
test.each<Case>([
  { name: "Pareto of shape 1.2", law: pareto(1.2, 2), cdf: (x) => 1 - (2 / x) ** 1.2 },
  { name: "Pareto of shape 0.5", law: pareto(0.5, 2), cdf: (x) => 1 - (2 / x) ** 0.5 },
  { name: "Weibull of shape 0.3", law: weibull(0.3, 5), cdf: weibullCdf(0.3, 5) },
  { name: "gamma of shape 0.01", law: gamma(0.01, 3), cdf: gammaMeanCdf(0.01, 3) },
  { name: "lognormal of cv 10", law: lognormalMeanCv(3, 10), cdf: lognormalCdf(-1.20894797, 2.148283156) },
])("$name, heavy or spiked as it is, draws from its distribution function", ({ name, law, cdf }) => {
  expect(kolmogorovDistance(sampleOf(law, name), cdf)).toBeLessThan(KOLMOGOROV_LIMIT);
});

describe("stated moments", () => {
  test.each<[string, Law, number, number]>([
    ["constant 7", constant(7), 7, 0],
    ["uniform 2 to 5", uniform(2, 5), 3.5, 0.75],
    ["exponential of mean 4", exponential(4), 4, 16],
    ["Erlang of 4 phases", erlang(4, 8), 8, 16],
    ["Erlang of 64 phases", erlang(64, 8), 8, 1],
    ["gamma of shape 0.25", gamma(0.25, 2), 2, 16],
    ["lognormal of mean 3 and cv 2.5", lognormalMeanCv(3, 2.5), 3, 56.25],
    ["lognormal of cv 0", lognormalMeanCv(3, 0), 3, 0],
    ["lognormal whose p90 is its median", lognormalMedianP90(3, 3), 3, 0],
    ["Weibull of shape 1, an exponential", weibull(1, 4), 4, 16],
    ["Weibull of shape 1/2: moments 2 and 24", weibull(0.5, 3), 6, 180],
    ["Weibull of shape 1/2 by its mean", weibullMean(0.5, 6), 6, 180],
    ["Pareto of shape 3", pareto(3, 2), 3, 3],
    ["Pareto of shape 1.5", pareto(1.5, 2), 6, Number.POSITIVE_INFINITY],
    ["Pareto of shape 1", pareto(1, 2), Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
    // second moment: 2 (0.25 × 64 + 0.75 × 16) = 56
    ["hyperexponential", hyperexponential([0.25, 0.75], [8, 4]), 5, 31],
    ["mixture of two constants", mixture([constant(1), constant(5)], [3, 1]), 2, 3],
    [
      "mixture with an infinite part",
      mixture([constant(1), pareto(1, 1)], [1, 1]),
      Number.POSITIVE_INFINITY,
      Number.POSITIVE_INFINITY,
    ],
    ["mixture whose infinite part has weight 0", mixture([constant(1), pareto(1, 1)], [1, 0]), 1, 0],
  ])("of a %s are those of the textbook", (_, law, mean, variance) => {
    expect(law.mean).toBeCloseTo(mean, 12);
    expect(law.variance).toBeCloseTo(variance, 10);
  });

  test("of a Weibull of large shape keep their digits: variance → (π² / 6) (mean / shape)²", () => {
    const shape = 1e5;
    expect(weibull(shape, 1).variance * shape ** 2).toBeCloseTo(Math.PI ** 2 / 6, 3);
  });
});

test("one draw in ten of a lognormal lies above its p90, one in two above its median", () => {
  const [median, p90] = [40, 540];
  const sample = sampleOf(lognormalMedianP90(median, p90), "p90");
  const above = (limit: number) => sample.filter((x) => x > limit).length;
  expect(Math.abs(binomialScore(above(p90), SAMPLES, 0.1))).toBeLessThan(NORMAL_LIMIT);
  expect(Math.abs(binomialScore(above(median), SAMPLES, 0.5))).toBeLessThan(NORMAL_LIMIT);
});

test("a constant takes no draw from the stream", () => {
  const stream = randomStream("1", "constant");
  expect(constant(7).sample(stream)).toBe(7);
  expect(stream.uniform()).toBe(randomStream("1", "constant").uniform());
});

test.each<[string, () => Law]>([
  ["constant", () => constant(Number.NaN)],
  ["uniform", () => uniform(5, 2)],
  ["exponential", () => exponential(0)],
  ["erlang", () => erlang(2.5, 1)],
  ["erlang", () => erlang(2, -1)],
  ["gamma", () => gamma(0, 1)],
  ["lognormal", () => lognormalMeanCv(0, 1)],
  ["lognormal", () => lognormalMeanCv(1, -1)],
  ["lognormal", () => lognormalMedianP90(10, 9)],
  ["weibull", () => weibull(Number.NaN, 1)],
  ["weibull", () => weibullMean(1, 0)],
  ["pareto", () => pareto(1, 0)],
  ["exponential", () => hyperexponential([0.5, 0.5], [1, 0])],
  ["mixture", () => mixture([constant(1)], [0.5, 0.5])],
])("%s refuses parameters that make no law", (name, construct) => {
  expect(construct).toThrow(AssertionFailure);
  expect(construct).toThrow(name);
});
