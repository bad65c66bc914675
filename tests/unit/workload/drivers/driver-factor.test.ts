import { describe, expect, test } from "vitest";
import { randomStream } from "../../../../src/kernel/random-stream.ts";
import { DAY, HOUR, WEEK } from "../../../../src/kernel/time.ts";
import { driverFactor, type Factor } from "../../../../src/workload/drivers/driver-factor.ts";
import { levelOf } from "../../../../src/workload/drivers/driver-process.ts";
import type { DriverPlan, DriverProcess } from "../../../../src/workload/drivers/plan.ts";
import { correlation, meanScore, varianceScore, Z } from "../fixtures.ts";

const REVERTING: DriverProcess = { kind: "mean-reverting", sd: 0.4, halfLife: 3 * DAY };
const RELEASES: DriverProcess = { kind: "events-at-random", rate: 1 / WEEK, size: 0.8, halfLife: 2 * DAY };

const driver = (process: DriverProcess, load = 1, changes: Partial<DriverPlan> = {}): DriverPlan => ({
  name: "release",
  process,
  every: HOUR,
  loads: [{ target: "internal.inference", load }],
  ...changes,
});

function factorOf(drivers: readonly DriverPlan[], replication = 0): Factor {
  return driverFactor(drivers, "internal.inference", "drivers", replication)!;
}

/** Factors at one instant of independent replications. */
function factors(drivers: readonly DriverPlan[], now: number, count = 20_000): number[] {
  return Array.from({ length: count }, (_, replication) => factorOf(drivers, replication).at(now));
}

describe.each([
  ["mean-reverting", REVERTING],
  ["events at random", RELEASES],
])("a driver that is %s", (_, process) => {
  test.each([0.5, 1, -1.5])(
    "multiplies by 1 on average, from the start and later, with a load of %d",
    (load) => {
      for (const now of [0, 10 * HOUR]) {
        expect(Math.abs(meanScore(factors([driver(process, load)], now), 1)), `${now}`).toBeLessThan(Z);
      }
    },
  );

  test("has a level whose autocorrelation halves in a half-life", () => {
    const { halfLife } = process as { halfLife: number };
    const levels = Array.from({ length: 20_000 }, (_, replication) => {
      const factor = factorOf([driver(process)], replication);
      return [0, halfLife, 2 * halfLife].map((now) => Math.log(factor.at(now)));
    });
    const [first, second, third] = [0, 1, 2].map((at) => levels.map((each) => each[at]));
    // The error of a correlation of n pairs is about 1/√n, and more for a law with heavy tails: shot noise with
    // ν τ = 0.41 events in a mean life has an excess kurtosis of 1/(ν τ) = 2.4.
    const limit = (Z * Math.sqrt(1 + 2.4)) / Math.sqrt(levels.length);
    expect(Math.abs(correlation(first, second) - 1 / 2)).toBeLessThan(limit);
    expect(Math.abs(correlation(first, third) - 1 / 4)).toBeLessThan(limit);
  });
});

test("the logarithm of the factor of a mean-reverting driver has load × sd as its standard deviation", () => {
  const logs = factors([driver(REVERTING, 0.5)], 5 * DAY).map(Math.log);
  const squares = logs.map((log) => (log + 0.2 ** 2 / 2) ** 2);
  expect(Math.abs(meanScore(squares, 0.2 ** 2))).toBeLessThan(Z);
});

test("two drivers of one load multiply, and the mean stays 1", () => {
  const both = [driver(REVERTING), driver(RELEASES, 0.7, { name: "other", every: 7 * HOUR })];
  expect(Math.abs(meanScore(factors(both, 30 * HOUR), 1))).toBeLessThan(Z);
  const [one, other] = both.map((each) => factorOf([each]).at(30 * HOUR));
  expect(factorOf(both).at(30 * HOUR)).toBeCloseTo(one * other, 12);
});

test("a dated event multiplies by e^(load × size) at once and by its root a half-life later; nothing is taken off", () => {
  const instants = Float64Array.of(2 * DAY);
  const factor = factorOf([driver({ kind: "dated-events", instants, size: 0.6, halfLife: DAY }, 0.5)]);
  expect(factor.at(2 * DAY - 1)).toBe(1);
  expect(factor.at(2 * DAY)).toBeCloseTo(Math.exp(0.3), 12);
  expect(factor.at(3 * DAY)).toBeCloseTo(Math.exp(0.15), 12);
  expect(factor.at(4 * DAY)).toBeCloseTo(Math.exp(0.075), 12);
});

test("the factor stays between two multiples of the period, and says when it may move next", () => {
  const factor = factorOf([driver(REVERTING)]);
  const before = factor.at(5 * HOUR);
  expect(factor.at(6 * HOUR - 1)).toBe(before);
  expect([factor.next(5 * HOUR), factor.next(6 * HOUR - 1)]).toEqual([6 * HOUR, 6 * HOUR]);
  expect(factor.at(6 * HOUR)).not.toBe(before);
});

test("whoever reads a driver, and however seldom, reads the same path", () => {
  const plan = driver(REVERTING, 1, {
    loads: [
      { target: "internal.inference", load: 1 },
      { target: "demand.spot", load: 1 },
    ],
  });
  const often = factorOf([plan]);
  for (let hour = 0; hour < 100; hour++) often.at(hour * HOUR);
  const seldom = driverFactor([plan], "demand.spot", "drivers", 0)!;
  expect(seldom.at(100 * HOUR)).toBe(often.at(100 * HOUR));
});

test("loads of one driver rise and fall together, those of two drivers do not", () => {
  const shared = driver(REVERTING, 1, {
    loads: [
      { target: "internal.inference", load: 1 },
      { target: "demand.spot", load: 1 },
    ],
  });
  const apart = driver(REVERTING, 1, { name: "apart", loads: [{ target: "demand.spot", load: 1 }] });
  const logs = (drivers: readonly DriverPlan[], target: "internal.inference" | "demand.spot") =>
    Array.from({ length: 5000 }, (_, replication) =>
      Math.log(driverFactor(drivers, target, "drivers", replication)!.at(DAY)),
    );
  const inference = logs([shared], "internal.inference");
  expect(correlation(inference, logs([shared], "demand.spot"))).toBeGreaterThan(0.999);
  const independent = correlation(inference, logs([apart], "demand.spot"));
  expect(Math.abs(independent)).toBeLessThan(Z / Math.sqrt(5000));
});

test("who is not loaded, or with a load of 0, has no factor at all", () => {
  expect(driverFactor([driver(REVERTING)], "demand.spot", "drivers", 0)).toBeNull();
  expect(driverFactor([driver(REVERTING, 0)], "internal.inference", "drivers", 0)).toBeNull();
});

test("events at random have the mean and the variance of shot noise: ν τ size, and half of ν τ size²", () => {
  const meanLife = (2 * DAY) / Math.LN2;
  const events = meanLife / WEEK;
  const levels = Array.from({ length: 20_000 }, (_, replication) =>
    levelOf(RELEASES, randomStream("drivers", `${replication}/noise`)).at(DAY),
  );
  expect(Math.abs(meanScore(levels, events * 0.8))).toBeLessThan(Z);
  expect(Math.abs(varianceScore(levels, (events * 0.8 ** 2) / 2))).toBeLessThan(Z);
});
