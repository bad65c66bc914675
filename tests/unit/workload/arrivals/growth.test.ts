import { expect, test } from "vitest";
import { YEAR } from "../../../../src/kernel/time.ts";
import { Growth } from "../../../../src/workload/arrivals/growth.ts";
import { jobSource } from "../../../../src/workload/job-source.ts";
import { arrivalsUntil, jobsPlan, Z } from "../fixtures.ts";

const poisson = (perYear: number, growth: number) =>
  jobsPlan({ arrivals: { kind: "poisson", rate: perYear / YEAR, growth } });

test("a rate that grows by a share has grown by it after a year", () => {
  expect(new Growth(0.3).at(YEAR)).toBeCloseTo(1.3, 12);
  expect(new Growth(0.3).at(3 * YEAR)).toBeCloseTo(1.3 ** 3, 12);
  expect(new Growth(-0.4).at(YEAR)).toBeCloseTo(0.6, 12);
  expect(new Growth(0).at(YEAR)).toBe(1);
});

test.each([0.3, 12, -0.4, 1e-12])(
  "the integral of the factor is that of its steps, at %d a year",
  (perYear) => {
    const growth = new Growth(perYear);
    const steps = 10_000;
    const step = (2 * YEAR) / steps;
    let sum = 0;
    for (let index = 0; index < steps; index++) sum += growth.at(YEAR / 2 + (index + 0.5) * step) * step;
    expect(growth.integral(YEAR / 2, 2 * YEAR) / sum).toBeCloseTo(1, 6);
  },
);

test.each([0.3, 12, -0.4, 0, 1e-12])("length is the inverse of integral, at %d a year", (perYear) => {
  const growth = new Growth(perYear);
  for (const from of [0, YEAR / 3, 2 * YEAR]) {
    for (const length of [1, 1e6, YEAR]) {
      expect(growth.length(from, growth.integral(from, length)) / length).toBeCloseTo(1, 9);
    }
  }
});

test("growth of 0 changes nothing, to the last bit", () => {
  const growth = new Growth(0);
  expect([growth.integral(7, 0.1), growth.length(7, 0.1)]).toEqual([0.1, 0.1]);
});

test("Poisson arrivals that grow come as often in each year as the integral of their rate says", () => {
  const perYear = 20_000;
  const arrivals = arrivalsUntil(jobSource(poisson(perYear, 0.5), "growth", 0), 4 * YEAR);
  for (let year = 0; year < 4; year++) {
    const expected = (perYear * 1.5 ** year * 0.5) / Math.log(1.5);
    const count = arrivals.filter((arrival) => Math.floor(arrival / YEAR) === year).length;
    expect(Math.abs(count - expected), `year ${year}`).toBeLessThan(Z * Math.sqrt(expected));
  }
});

test("within a year that ends at e times its rate, arrivals lie as the exponential does", () => {
  const growth = Math.E - 1;
  const arrivals = arrivalsUntil(jobSource(poisson(10_000, growth), "within", 0), YEAR);
  const p = Math.expm1(0.5) / Math.expm1(1);
  const first = arrivals.filter((arrival) => arrival < YEAR / 2).length;
  expect(Math.abs(first - p * arrivals.length)).toBeLessThan(Z * Math.sqrt(p * (1 - p) * arrivals.length));
});

test("arrivals that shrink run dry, after as many as the integral of their rate", () => {
  const source = jobSource(poisson(5000, -0.5), "shrink", 0);
  const expected = 5000 / Math.log(2);
  const count = arrivalsUntil(source, Number.POSITIVE_INFINITY).length;
  expect(Math.abs(count - expected)).toBeLessThan(Z * Math.sqrt(expected));
  expect(source.exhausted).toBe(true);
});
