// How long to simulate for a given precision. Whitt (1989), "Planning queueing simulations", Management Science 35,
// 1341–1366; Daley (1968).

import { requireInsideUnit, requirePositive } from "./domain.ts";

/** A figure to be estimated by its average over a long time, or over many jobs. */
interface Estimand {
  readonly mean: number;
  /** s²: over a long time (or many jobs) T the average has variance s²/T */
  readonly asymptoticVariance: number;
}

/**
 * Time (or jobs) after which the half-width of the interval is this share of the mean: (z s / (ε m))².
 * @param relativeHalfWidth ε in (0, 1)
 * @param quantile z of the standard normal law, 1.96 for an interval of 95 %
 */
export function runLength(estimand: Estimand, relativeHalfWidth: number, quantile: number): number {
  requireInsideUnit("relative half-width", relativeHalfWidth);
  requirePositive("quantile", quantile);
  const { mean, asymptoticVariance } = estimand;
  return (quantile / (relativeHalfWidth * mean)) ** 2 * asymptoticVariance;
}

/** The share of the mean that the half-width will be after so long: `runLength` read backwards. */
export function relativeHalfWidth(estimand: Estimand, length: number, quantile: number): number {
  requirePositive("length", length);
  requirePositive("quantile", quantile);
  return (quantile * Math.sqrt(estimand.asymptoticVariance / length)) / Math.abs(estimand.mean);
}

/**
 * s² of the time average of the number in an M/M/1 queue: 2ρ(1 + ρ)/(1 − ρ)⁴ × mean service time. It grows as
 * (1 − ρ)^−4, the length for a given relative precision as (1 − ρ)^−2.
 * @param utilisation ρ in (0, 1)
 * @param meanService > 0
 */
export function mm1NumberVariance(utilisation: number, meanService: number): number {
  requireInsideUnit("utilisation", utilisation);
  requirePositive("mean service time", meanService);
  return ((2 * utilisation * (1 + utilisation)) / (1 - utilisation) ** 4) * meanService;
}

/** s² per job of the mean wait in that queue: ρ(2 + 5ρ − 4ρ² + ρ³)/(1 − ρ)⁴ × mean service time². */
export function mm1WaitVariance(utilisation: number, meanService: number): number {
  requireInsideUnit("utilisation", utilisation);
  requirePositive("mean service time", meanService);
  const polynomial = 2 + utilisation * (5 - utilisation * (4 - utilisation));
  return ((utilisation * polynomial) / (1 - utilisation) ** 4) * meanService ** 2;
}
