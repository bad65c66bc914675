import { expect, test } from "vitest";
import {
  availability,
  failureRatePerNode,
  gangMeanTimeToFailure,
  largestLoss,
  meanTimeToInterruption,
} from "../../../src/theory/mean-time-to-failure.ts";

test.each([
  ["RSC-1", 6.5, [28.8, 7.2, 1.8]],
  ["RSC-2", 2.34, [80.1, 20, 5]],
])(
  "%s, %f failures per 1000 node-days: gangs of 1,024, 4,096 and 16,384 GPUs fail as published",
  (_, rate, hours) => {
    [1024, 4096, 16384].forEach((gpus, i) => {
      expect(gangMeanTimeToFailure(gpus / 8, rate / 1000 / 24)).toBeCloseTo(hours[i]!, 1);
    });
  },
);

test("Llama 3: 419 failures on 2,048 nodes in 54 days are one in 3.09 hours", () => {
  const perNodeHour = failureRatePerNode(54 * 24, 419, 2048);
  expect(meanTimeToInterruption(54 * 24, 419)).toBeCloseTo(3.093, 3);
  expect(gangMeanTimeToFailure(2048, perNodeHour)).toBeCloseTo(meanTimeToInterruption(54 * 24, 419), 12);
  expect(perNodeHour * 24).toBeCloseTo(3.789e-3, 6);
});

test("a tenth of the time may be lost when nine tenths are to stay effective", () => {
  expect(largestLoss(3, 0.9)).toBeCloseTo(0.3, 14);
  expect(() => largestLoss(3, 1)).toThrow(RangeError);
});

test("a unit that needs a day of repair every nine is up for nine in ten", () => {
  expect(availability(9, 1)).toBe(0.9);
  expect(() => availability(0, 1)).toThrow("mean time to failure 0 is not positive");
});
