import { describe, expect, test } from "vitest";
import { standardNormalQuantile } from "../../../src/kernel/normal-quantile.ts";
import {
  mm1NumberVariance,
  mm1WaitVariance,
  relativeHalfWidth,
  runLength,
} from "../../../src/theory/run-length.ts";
import { caseOf, casesPresent, casesTitle, expectClose } from "./cases.ts";

const Z = standardNormalQuantile(0.975);

test("M/M/1 at a load of 0.8 takes 4.3 million service times for an interval of ±1 %", () => {
  const estimand = { mean: 4, asymptoticVariance: mm1NumberVariance(0.8, 1) };
  expect(estimand.asymptoticVariance).toBeCloseTo(1800, 9);
  expect(runLength(estimand, 0.01, Z) / 1e6).toBeCloseTo(4.3216, 4);
});

test("after the run length the half-width is what was asked for", () => {
  const estimand = { mean: -7, asymptoticVariance: 12 };
  expect(relativeHalfWidth(estimand, runLength(estimand, 0.03, Z), Z)).toBeCloseTo(0.03, 14);
});

test("the mean of the wait needs more jobs the longer it takes", () => {
  const jobs = [0.3, 0.6, 0.9].map((utilisation) =>
    runLength(
      { mean: utilisation / (1 - utilisation), asymptoticVariance: mm1WaitVariance(utilisation, 1) },
      0.01,
      Z,
    ),
  );
  expect([...jobs].sort((a, b) => a - b)).toEqual(jobs);
  expect(mm1WaitVariance(0.8, 3)).toBeCloseTo(9 * mm1WaitVariance(0.8, 1), 9);
});

test("a half-width of nothing, and a full server, are refused", () => {
  expect(() => runLength({ mean: 1, asymptoticVariance: 1 }, 0, Z)).toThrow(RangeError);
  expect(() => mm1NumberVariance(1, 1)).toThrow(RangeError);
});

describe.skipIf(!casesPresent)(`run lengths (${casesTitle})`, () => {
  test("T19: M/M/1, 1 % of the mean number in the system", () => {
    const { expect: expected } = caseOf("T19");
    const variance = mm1NumberVariance(0.8, 1);
    expectClose(variance, expected.asymptoticVarianceL as number, "variance of the number");
    expectClose(mm1WaitVariance(0.8, 1), expected.asymptoticVarianceWaitPerCustomer as number, "of the wait");
    expectClose(
      runLength({ mean: 4, asymptoticVariance: variance }, 0.01, Z),
      expected.hours as number,
      "hours",
    );
  });
});
