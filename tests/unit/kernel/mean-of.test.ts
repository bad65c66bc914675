// The mean of a function of a law, against integrals by hand.

import { expect, test } from "vitest";
import { constant } from "../../../src/kernel/laws/constant.ts";
import { exponential } from "../../../src/kernel/laws/exponential.ts";
import { lognormalMeanCv } from "../../../src/kernel/laws/lognormal.ts";
import { mixture } from "../../../src/kernel/laws/mixture.ts";
import { uniform } from "../../../src/kernel/laws/uniform.ts";

test("the mean of a step is the probability to lie beyond it", () => {
  const beyond = (limit: number) => (drawn: number) => (drawn > limit ? 1 : 0);
  expect(constant(2).meanOf!(beyond(1))).toBe(1);
  expect(uniform(1, 5).meanOf!(beyond(2))).toBeCloseTo(3 / 4, 4);
  expect(exponential(2).meanOf!(beyond(3))).toBeCloseTo(Math.exp(-1.5), 4);
  // The median of a lognormal law is its mean over the root of 1 + cv².
  expect(lognormalMeanCv(2, 1.5).meanOf!(beyond(2 / Math.sqrt(3.25)))).toBeCloseTo(1 / 2, 4);
});

test("the mean of a smooth function is its integral", () => {
  expect(uniform(0, 3).meanOf!((x) => x ** 2)).toBeCloseTo(3, 6);
  // The Laplace transform of an exponential law.
  expect(exponential(2).meanOf!((x) => Math.exp(-x))).toBeCloseTo(1 / 3, 6);
  const law = lognormalMeanCv(4, 0.5);
  // E 1/X = e^(−μ + σ²/2) = (1 + cv²) / mean.
  expect(law.meanOf!((x) => 1 / x)).toBeCloseTo(1.25 / 4, 4);
});

test("that of a mixture is the mean over its laws, and there is none where one of them has none", () => {
  const none = { mean: 1, variance: 0, sample: () => 1 };
  expect(mixture([constant(1), uniform(0, 2)], [1, 3]).meanOf!((x) => x ** 2)).toBeCloseTo(
    1 / 4 + (3 / 4) * (4 / 3),
    6,
  );
  expect(mixture([none, constant(1)], [1, 1]).meanOf).toBeUndefined();
});
