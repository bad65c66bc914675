import { expect, test } from "vitest";
import type { Law } from "../../../../src/kernel/law.ts";
import { HOUR, WEEK } from "../../../../src/kernel/time.ts";
import { jobSource } from "../../../../src/workload/job-source.ts";
import { arrivalsUntil, ERLANG_2, jobsPlan, mean, variance, Z } from "../fixtures.ts";

const HOURS = 168;
const FLAT = new Float64Array(HOURS).fill(1);

const hourOfWeek = (rate: number, factors: Float64Array, noise: Law | null = null, growth = 0) =>
  jobsPlan({ arrivals: { kind: "hour-of-week", rate, factors, noise, growth } });

/** Arrivals in each hour of `weeks` weeks. */
function hourlyCounts(plan: ReturnType<typeof hourOfWeek>, seed: string, weeks: number): number[] {
  const counts = new Array<number>(weeks * HOURS).fill(0);
  for (const arrival of arrivalsUntil(jobSource(plan, seed, 0), weeks * WEEK - 1)) {
    counts[Math.floor(arrival / HOUR)]++;
  }
  return counts;
}

/** A profile of mean 1 that differs in every hour, with nights of nothing. */
function unevenProfile(): Float64Array {
  const raw = Float64Array.from({ length: HOURS }, (_, hour) =>
    hour % 24 < 5 ? 0 : 1 + (hour % 13) + hour / 50,
  );
  const sum = raw.reduce((total, factor) => total + factor, 0);
  return raw.map((factor) => (factor * HOURS) / sum);
}

test("each hour of the week gets rate × its factor", () => {
  const weeks = 400;
  const rate = 5;
  const factors = unevenProfile();
  const counts = hourlyCounts(hourOfWeek(rate / HOUR, factors), "profile", weeks);
  const perHour = Array.from(factors, (_, hour) => {
    let count = 0;
    for (let week = 0; week < weeks; week++) count += counts[week * HOURS + hour];
    return count;
  });
  // Over the hours the squared deviations are chi-square with as many degrees as hours that have a rate.
  let chiSquare = 0;
  let degrees = 0;
  for (let hour = 0; hour < HOURS; hour++) {
    const expected = rate * factors[hour] * weeks;
    // 1 − (1 − 0.999)/168 per hour, so that the 168 comparisons together keep 99.9 %.
    expect(Math.abs(perHour[hour] - expected), `hour ${hour}`).toBeLessThanOrEqual(
      4.53 * Math.sqrt(expected),
    );
    if (expected === 0) continue;
    chiSquare += (perHour[hour] - expected) ** 2 / expected;
    degrees++;
  }
  expect(Math.abs(chiSquare - degrees)).toBeLessThan(Z * Math.sqrt(2 * degrees));
});

test("the hours of the profile begin with Monday 00:00, at instant 0", () => {
  const factors = new Float64Array(HOURS);
  factors[0] = HOURS;
  const counts = hourlyCounts(hourOfWeek(10 / HOUR, factors), "monday", 3);
  expect(counts.flatMap((count, hour) => (count > 0 ? [hour] : []))).toEqual([0, HOURS, 2 * HOURS]);
});

test("a flat profile without noise is a Poisson process of the same draws", () => {
  const flat = arrivalsUntil(jobSource(hourOfWeek(7 / HOUR, FLAT), "flat", 0), 4 * WEEK);
  const poisson = arrivalsUntil(
    jobSource(jobsPlan({ arrivals: { kind: "poisson", rate: 7 / HOUR, growth: 0 } }), "flat", 0),
    4 * WEEK,
  );
  expect(flat.length).toBe(poisson.length);
  // Spending an exponential hour by hour rounds differently, by less than a millisecond.
  expect(flat.every((arrival, index) => Math.abs(arrival - poisson[index]) <= 1)).toBe(true);
});

test("noise of mean 1 keeps the mean count m of an hour and makes its variance m + m² × variance of the noise", () => {
  const m = 12;
  const counts = hourlyCounts(hourOfWeek(m / HOUR, FLAT, ERLANG_2), "noise", 120);
  const expected = m + m * m * ERLANG_2.variance;
  const spread = variance(counts);
  expect(Math.abs(mean(counts) - m)).toBeLessThan(Z * Math.sqrt(expected / counts.length));
  expect(Math.abs(spread.value - expected)).toBeLessThan(Z * spread.se);
});

test("the noise of an hour is one factor for the whole hour, and the next hour has its own", () => {
  const counts = hourlyCounts(hourOfWeek(50 / HOUR, FLAT, ERLANG_2), "one-factor", 60);
  const centre = mean(counts);
  const lagged = counts.slice(1).map((count, hour) => (count - centre) * (counts[hour] - centre));
  const correlation = mean(lagged) / variance(counts).value;
  expect(Math.abs(correlation)).toBeLessThan(Z / Math.sqrt(counts.length));
});

test("the noise of an hour does not depend on the profile", () => {
  const drawnBy = (factors: Float64Array): number[] => {
    const drawn: number[] = [];
    const recording: Law = {
      ...ERLANG_2,
      sample: (stream) => {
        drawn.push(ERLANG_2.sample(stream));
        return drawn[drawn.length - 1];
      },
    };
    arrivalsUntil(jobSource(hourOfWeek(50 / HOUR, factors, recording), "in-step", 0), WEEK);
    return drawn.slice(0, HOURS);
  };
  expect(drawnBy(unevenProfile())).toEqual(drawnBy(FLAT));
});

test("a week without a rate never gives a job", () => {
  const source = jobSource(hourOfWeek(1, new Float64Array(HOURS)), "zeros", 0);
  expect(source.next).toBe(Number.POSITIVE_INFINITY);
  expect(source.exhausted).toBe(true);
});

test("growth multiplies every hour alike: a flat profile that grows is a Poisson process that grows", () => {
  const growth = 40;
  const flat = arrivalsUntil(jobSource(hourOfWeek(2 / HOUR, FLAT, null, growth), "grows", 0), 26 * WEEK);
  const poisson = arrivalsUntil(
    jobSource(jobsPlan({ arrivals: { kind: "poisson", rate: 2 / HOUR, growth } }), "grows", 0),
    26 * WEEK,
  );
  expect(flat.length).toBe(poisson.length);
  expect(flat.length).toBeGreaterThan(2 * 24 * 7 * 26 * 2);
  expect(flat.every((arrival, index) => Math.abs(arrival - poisson[index]) <= 1)).toBe(true);
});

test("hours whose rate shrinks to nothing run dry", () => {
  const source = jobSource(hourOfWeek(1 / HOUR, unevenProfile(), null, -1 + 1e-9), "dry", 0);
  // 99.9999999 % a year: some 420 jobs in all.
  const arrivals = arrivalsUntil(source, Number.POSITIVE_INFINITY);
  expect(source.exhausted).toBe(true);
  expect(source.next).toBe(Number.POSITIVE_INFINITY);
  expect(arrivals.length).toBeGreaterThan(200);
});
