// Limits that a correct sampler exceeds once in a thousand seeds; the tests fix theirs.

import { errorFunction, gammaln } from "simple-statistics";

/** Two-sided 99.9 % limit of a standard normal. */
export const NORMAL_LIMIT = 3.2905;
/** 99.9 % limit of √n times the Kolmogorov–Smirnov distance, for large n (Kolmogorov 1933). */
export const KOLMOGOROV_LIMIT = 1.9495;

/** √n times the largest distance between the empirical and the stated distribution function. */
export function kolmogorovDistance(sample: Float64Array, cdf: (x: number) => number): number {
  const n = sample.length;
  let distance = 0;
  Float64Array.from(sample)
    .sort()
    .forEach((x, i) => {
      const probability = cdf(x);
      distance = Math.max(distance, probability - i / n, (i + 1) / n - probability);
    });
  return Math.sqrt(n) * distance;
}

/** How many standard errors the sample mean lies from `mean`. */
export function meanScore(sample: Float64Array, mean: number): number {
  const { average, m2 } = centralMoments(sample);
  return (average - mean) / Math.sqrt(m2 / sample.length);
}

/** How many standard errors the sample variance lies from `variance`; needs a finite fourth moment. */
export function varianceScore(sample: Float64Array, variance: number): number {
  const { m2, m4 } = centralMoments(sample);
  return (m2 - variance) / Math.sqrt((m4 - m2 ** 2) / sample.length);
}

/** How many standard errors the count of `hits` in `n` trials lies from its expectation. */
export function binomialScore(hits: number, n: number, probability: number): number {
  return (hits - n * probability) / Math.sqrt(n * probability * (1 - probability));
}

/** The correlation of two samples, in standard errors of two that have none. */
export function correlationScore(a: Float64Array, b: Float64Array): number {
  const [x, y] = [centralMoments(a), centralMoments(b)];
  const covariance =
    a.reduce((sum, value, i) => sum + (value - x.average) * (b[i] - y.average), 0) / a.length;
  return (Math.sqrt(a.length) * covariance) / Math.sqrt(x.m2 * y.m2);
}

function centralMoments(sample: Float64Array): { average: number; m2: number; m4: number } {
  const n = sample.length;
  const average = sample.reduce((sum, x) => sum + x, 0) / n;
  const m2 = sample.reduce((sum, x) => sum + (x - average) ** 2, 0) / n;
  const m4 = sample.reduce((sum, x) => sum + (x - average) ** 4, 0) / n;
  return { average, m2, m4 };
}

/** P(Z ≤ x) of a standard normal, to about 1e-7. */
export function normalCdf(x: number): number {
  return (1 + errorFunction(x / Math.SQRT2)) / 2;
}

/** P(X ≤ x) of a gamma of that shape and scale 1: the power series of Abramowitz & Stegun 6.5.29. */
export function gammaCdf(shape: number, x: number): number {
  let term = Math.exp(shape * Math.log(x) - x - gammaln(shape + 1));
  let sum = term;
  for (let n = 1; term > 1e-16 * sum; n++) {
    term *= x / (shape + n);
    sum += term;
  }
  return sum;
}
