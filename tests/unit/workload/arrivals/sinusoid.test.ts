import { expect, test } from "vitest";
import { DAY, HOUR, YEAR } from "../../../../src/kernel/time.ts";
import { jobSource } from "../../../../src/workload/job-source.ts";
import { arrivalsUntil, jobsPlan, Z } from "../fixtures.ts";

interface Wave {
  readonly rate: number;
  readonly amplitude: number;
  readonly phase?: number;
  readonly growth?: number;
}

const wave = ({ rate, amplitude, phase = 0, growth = 0 }: Wave) =>
  jobsPlan({ arrivals: { kind: "sinusoid", rate: rate / HOUR, amplitude, period: DAY, phase, growth } });

const BINS = 48;
/** 1 − (1 − 0.999) / 48, two-sided normal. */
const Z_OF_BINS = 4.27;

/** Integral of 1 + a sin(2π x + φ) over a bin of the period. */
function weight(bin: number, amplitude: number, phase: number): number {
  const cosine = (x: number) => Math.cos(2 * Math.PI * x + phase);
  return 1 / BINS + (amplitude * (cosine(bin / BINS) - cosine((bin + 1) / BINS))) / (2 * Math.PI);
}

test.each<Wave>([
  { rate: 10, amplitude: 0.6 },
  { rate: 10, amplitude: 1, phase: 2.2 },
  { rate: 10, amplitude: 0, phase: 1 },
])("each part of the period gets the integral of the rate: %o", ({ rate, amplitude, phase = 0 }) => {
  const days = 400;
  const counts = new Array<number>(BINS).fill(0);
  for (const arrival of arrivalsUntil(
    jobSource(wave({ rate, amplitude, phase }), "phase", 0),
    days * DAY - 1,
  )) {
    counts[Math.floor(((arrival % DAY) / DAY) * BINS)]++;
  }
  let chiSquare = 0;
  for (const [bin, count] of counts.entries()) {
    const expected = rate * 24 * days * weight(bin, amplitude, phase);
    expect(Math.abs(count - expected), `bin ${bin}`).toBeLessThan(Z_OF_BINS * Math.sqrt(expected));
    chiSquare += (count - expected) ** 2 / expected;
  }
  expect(Math.abs(chiSquare - BINS)).toBeLessThan(Z * Math.sqrt(2 * BINS));
});

test("counts of whole waves vary like those of a Poisson process", () => {
  const days = 3000;
  const counts = new Array<number>(days).fill(0);
  for (const arrival of arrivalsUntil(
    jobSource(wave({ rate: 1, amplitude: 0.9 }), "waves", 0),
    days * DAY - 1,
  )) {
    counts[Math.floor(arrival / DAY)]++;
  }
  const dispersion = counts.reduce((sum, count) => sum + (count - 24) ** 2 / 24, 0);
  expect(Math.abs(dispersion - days)).toBeLessThan(Z * Math.sqrt(2 * days + days / 24));
});

test("a sinusoid grows as other arrivals do", () => {
  const arrivals = arrivalsUntil(
    jobSource(wave({ rate: 2, amplitude: 0.5, growth: 1 }), "growth", 0),
    2 * YEAR,
  );
  for (const year of [0, 1]) {
    // Whole days make up a year, so the wave adds less than 1e-3 of a standard error to the integral.
    const expected = (2 * 24 * 365 * 2 ** year) / Math.log(2);
    const count = arrivals.filter((arrival) => Math.floor(arrival / YEAR) === year).length;
    expect(Math.abs(count - expected), `year ${year}`).toBeLessThan(Z * Math.sqrt(expected));
  }
});

test("another phase moves no proposal: without a wave all are kept, and they are a Poisson process", () => {
  const calm = arrivalsUntil(jobSource(wave({ rate: 5, amplitude: 0, phase: 3 }), "calm", 0), 30 * DAY);
  const poisson = jobsPlan({ arrivals: { kind: "poisson", rate: 5 / HOUR, growth: 0 } });
  expect(calm).toEqual(arrivalsUntil(jobSource(poisson, "calm", 0), 30 * DAY));
});

test("a rate of 0 never gives a job, and one that shrinks runs dry", () => {
  const none = jobSource(wave({ rate: 0, amplitude: 1 }), "none", 0);
  expect([none.next, none.exhausted]).toEqual([Number.POSITIVE_INFINITY, true]);
  const dry = jobSource(wave({ rate: 1, amplitude: 1, growth: -0.99 }), "dry", 0);
  expect(arrivalsUntil(dry, Number.POSITIVE_INFINITY).length).toBeGreaterThan(1000);
  expect(dry.exhausted).toBe(true);
});
