import { expect, test } from "vitest";
import { randomStream } from "../../../../src/kernel/random-stream.ts";
import { HOUR } from "../../../../src/kernel/time.ts";
import { OrnsteinUhlenbeck } from "../../../../src/workload/demand/ornstein-uhlenbeck.ts";
import { mean, variance, Z } from "../fixtures.ts";

const SD = 0.05;

/** Pairs of values `lag` apart, from independent paths. */
function pairs(lag: number, steps: number, name: string): { first: number; second: number }[] {
  const stream = randomStream("noise", name);
  return Array.from({ length: 20_000 }, () => {
    const noise = new OrnsteinUhlenbeck(SD, HOUR, stream);
    const first = noise.at(HOUR);
    let second = first;
    for (let step = 1; step <= steps; step++) second = noise.at(HOUR + (lag * step) / steps);
    return { first, second };
  });
}

const correlation = (sample: readonly { first: number; second: number }[]) =>
  mean(sample.map(({ first, second }) => first * second)) / SD ** 2;

/** Standard error of the mean product of two normals of correlation r: √((1 + r²)/n). */
const tolerance = (r: number, n: number) => Z * Math.sqrt((1 + r * r) / n);

test("the noise is stationary from the start, of mean 0 and the given standard deviation", () => {
  for (const values of [
    pairs(HOUR, 1, "stationary").map(({ first }) => first),
    pairs(HOUR, 1, "stationary").map(({ second }) => second),
  ]) {
    const spread = variance(values);
    expect(Math.abs(mean(values))).toBeLessThan((Z * SD) / Math.sqrt(values.length));
    expect(Math.abs(spread.value - SD * SD)).toBeLessThan(Z * spread.se);
  }
});

test("the autocorrelation halves with every half-life", () => {
  for (const halfLives of [1, 2, 3]) {
    const r = 0.5 ** halfLives;
    const sample = pairs(halfLives * HOUR, 1, `lag-${halfLives}`);
    expect(Math.abs(correlation(sample) - r)).toBeLessThan(tolerance(r, sample.length));
  }
});

test("many small steps have the law of one long step", () => {
  const sample = pairs(HOUR, 12, "small-steps");
  expect(Math.abs(correlation(sample) - 0.5)).toBeLessThan(tolerance(0.5, sample.length));
});

test("asked twice at one instant the noise answers the same and draws nothing", () => {
  const once = new OrnsteinUhlenbeck(SD, HOUR, randomStream("noise", "twice"));
  const twice = new OrnsteinUhlenbeck(SD, HOUR, randomStream("noise", "twice"));
  expect(twice.at(HOUR)).toBe(twice.at(HOUR));
  once.at(HOUR);
  expect(twice.at(2 * HOUR)).toBe(once.at(2 * HOUR));
});
