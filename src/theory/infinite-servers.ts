// Jobs that never wait nor are refused, under arrivals that follow the day: the mean number in service lags behind the
// arrivals and is flatter. Eick, Massey and Whitt (1993), "Mt/G/∞ queues with sinusoidal arrival rates", Management
// Science 39, 241–252. At any instant the number in service is Poisson with that mean.

import { requireNotNegative, requirePositive, requireWhole } from "./domain.ts";

/** λ(t) = mean (1 + amplitude sin(2πt/period + phase)). */
interface SinusoidalRate {
  /** arrivals per unit of time, > 0 */
  readonly mean: number;
  /** relative, from 0 to 1 */
  readonly amplitude: number;
  /** > 0 */
  readonly period: number;
  /** radians */
  readonly phase: number;
}

/** A service law by its mean and its characteristic function E[e^{iγS}], as a length and an angle. */
export interface ServiceWave {
  readonly mean: number;
  /** E[cos γS] */
  cosine(gamma: number): number;
  /** E[sin γS] */
  sine(gamma: number): number;
}

/** Erlang law of so many exponential phases, 1 for the exponential law: (1 − iγm/k)^{−k}. */
export function erlangWave(mean: number, phases: number): ServiceWave {
  requirePositive("mean service time", mean);
  requireWhole("phases", phases, 1);
  const length = (gamma: number) => Math.hypot(1, (gamma * mean) / phases) ** -phases;
  const angle = (gamma: number) => phases * Math.atan((gamma * mean) / phases);
  return {
    mean,
    cosine: (gamma) => length(gamma) * Math.cos(angle(gamma)),
    sine: (gamma) => length(gamma) * Math.sin(angle(gamma)),
  };
}

/** Constant service time. */
export function constantWave(mean: number): ServiceWave {
  requirePositive("mean service time", mean);
  return { mean, cosine: (gamma) => Math.cos(gamma * mean), sine: (gamma) => Math.sin(gamma * mean) };
}

interface PeriodicOccupancy {
  /** mean number in service, averaged over the period: mean arrival rate × mean service time */
  readonly average: number;
  /** the highest mean, and the instant in [0, period) at which it is reached */
  readonly peak: number;
  readonly peakAt: number;
  /** mean number in service at instant t of the periodic steady state */
  at(t: number): number;
}

/**
 * The Mt/G/∞ queue. m(t) = E[λ(t − S_e)] E[S] with S_e the residual service time, for which
 * E[cos γS_e] = E[sin γS] / (γ E[S]) and E[sin γS_e] = (1 − E[cos γS]) / (γ E[S]).
 */
export function periodicOccupancy(rate: SinusoidalRate, service: ServiceWave): PeriodicOccupancy {
  requirePositive("mean arrival rate", rate.mean);
  requireNotNegative("amplitude", rate.amplitude);
  if (rate.amplitude > 1) throw new RangeError(`amplitude ${rate.amplitude} makes the arrival rate negative`);
  requirePositive("period", rate.period);
  const gamma = (2 * Math.PI) / rate.period;
  const along = service.sine(gamma) / gamma;
  const behind = (1 - service.cosine(gamma)) / gamma;
  const average = rate.mean * service.mean;
  const swing = rate.mean * rate.amplitude * Math.hypot(along, behind);
  const lag = Math.atan2(behind, along);
  const turns = (Math.PI / 2 + lag - rate.phase) / (2 * Math.PI);
  return {
    average,
    peak: average + swing,
    peakAt: (turns - Math.floor(turns)) * rate.period,
    at: (t) => average + swing * Math.sin(gamma * t + rate.phase - lag),
  };
}

/** Mean number in service and its average over [0, t] of the M/M/∞ queue that starts empty: a (1 − e^{−μt}). */
export function occupancyFromEmpty(
  arrivalRate: number,
  meanService: number,
  t: number,
): { readonly at: number; readonly average: number } {
  requirePositive("arrival rate", arrivalRate);
  requirePositive("mean service time", meanService);
  requirePositive("time", t);
  const at = -arrivalRate * meanService * Math.expm1(-t / meanService);
  return { at, average: arrivalRate * meanService - (at * meanService) / t };
}
