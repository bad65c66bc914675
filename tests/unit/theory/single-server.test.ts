import { describe, expect, test } from "vitest";
import { zeroBetween } from "../../../src/theory/bisection.ts";
import { breakdownQueueMean } from "../../../src/theory/breakdowns.ts";
import { renewalQueue } from "../../../src/theory/gi-m-1.ts";
import { delaySystem } from "../../../src/theory/mmc.ts";
import { pollaczekKhinchineWait } from "../../../src/theory/pollaczek-khinchine.ts";

describe("M/G/1", () => {
  test("exponential service is M/M/1, constant service halves its wait", () => {
    const exponential = pollaczekKhinchineWait(0.4, { mean: 2, secondMoment: 8 });
    expect(exponential).toBeCloseTo(delaySystem(1, 0.4, 2).meanWait, 13);
    expect(pollaczekKhinchineWait(0.4, { mean: 2, secondMoment: 4 })).toBeCloseTo(exponential / 2, 13);
  });

  test("moments that no law has, and a load of 1, are refused", () => {
    expect(() => pollaczekKhinchineWait(0.4, { mean: 2, secondMoment: 3.9 })).toThrow(RangeError);
    expect(() => pollaczekKhinchineWait(0.5, { mean: 2, secondMoment: 8 })).toThrow(RangeError);
  });
});

describe("GI/M/1", () => {
  test("Poisson arrivals make it M/M/1", () => {
    const { pWait, meanWait } = renewalQueue((s) => 1 / (1 + 1.25 * s), 1.25, 1);
    expect(pWait).toBeCloseTo(0.8, 13);
    expect(meanWait).toBeCloseTo(4, 12);
    expect(renewalQueue((s) => 1 / (1 + 2.5 * s), 2.5, 2).meanWait).toBeCloseTo(8, 12);
  });

  test("even arrivals wait less than random ones, and bursts more", () => {
    const even = renewalQueue((s) => Math.exp(-1.25 * s), 1.25, 1);
    const bursts = renewalQueue((s) => 0.9 / (1 + 0.5 * s) + 0.1 / (1 + 8 * s), 1.25, 1);
    expect(even.meanWait).toBeLessThan(4);
    expect(bursts.meanWait).toBeGreaterThan(4);
  });

  test("close to saturation it still tells its two roots apart", () => {
    const { pWait } = renewalQueue((s) => 1 / (1 + 1.0001 * s), 1.0001, 1);
    expect(pWait).toBeCloseTo(1 / 1.0001, 10);
    expect(() => renewalQueue((s) => Math.exp(-s), 1, 1)).toThrow(RangeError);
  });
});

describe("M/M/1 with breakdowns", () => {
  test("a server that hardly ever fails is M/M/1", () => {
    expect(breakdownQueueMean(0.5, 1, 1e12, 1)).toBeCloseTo(1, 10);
  });

  test("failures and repairs that alternate fast are a slower server", () => {
    expect(breakdownQueueMean(0.5, 1, 1e-6, 1e-6 / 3)).toBeCloseTo(
      delaySystem(1, 0.5, 4 / 3).meanInSystem,
      5,
    );
  });

  test("a load above the availability is refused", () => {
    expect(() => breakdownQueueMean(0.9, 1, 5, 1)).toThrow("not below the capacity");
  });
});

describe("bisection", () => {
  test("a zero is found to the last digit, of rising and of falling functions", () => {
    expect(zeroBetween((x) => x * x - 2, 0, 2)).toBeCloseTo(Math.SQRT2, 15);
    expect(zeroBetween((x) => 1 - x / 3, 0, 1e6)).toBeCloseTo(3, 15);
    expect(zeroBetween((x) => x - 1, 1, 2)).toBe(1);
    expect(zeroBetween((x) => x * x - 2, 2, 0)).toBeCloseTo(Math.SQRT2, 15);
  });

  test("a bracket without a change of sign is refused", () => {
    expect(() => zeroBetween((x) => x * x + 1, -1, 1)).toThrow("no change of sign between -1 and 1");
  });
});
