// Busy GPUs of a fleet that follows a period: the mean at given hours of it, and the wave itself as a Fourier sum, whose
// coefficients are exact integrals of the step function.

import type { Instant } from "../../kernel/time.ts";
import { HOUR } from "../../kernel/time.ts";
import type { State } from "../../simulation/state.ts";
import { busyGpus, type Gauge } from "./gauge.ts";

/** Harmonics kept: an unbounded fleet under a sinusoid has one; a fleet that fills up cuts the top off. */
const HARMONICS = 3;

export class WaveGauge implements Gauge {
  /** ∫ busy × (1, cos ωt, sin ωt, cos 2ωt, …) dt, ms */
  readonly coefficients = new Float64Array(1 + 2 * HARMONICS);
  private readonly seen: Float64Array;
  private readonly looks: Float64Array;
  private readonly period: number;
  private readonly hours: readonly number[];
  private level = 0;

  /** @param period ms */
  constructor(period: number, hours: readonly number[]) {
    this.period = period;
    this.hours = hours;
    this.seen = new Float64Array(hours.length);
    this.looks = new Float64Array(hours.length);
  }

  /** Busy GPUs seen at an hour that was asked for, and how often it was looked at. */
  seenAt(hour: number): { readonly seen: number; readonly looks: number } {
    const place = this.hours.indexOf(hour);
    return { seen: this.seen[place]!, looks: this.looks[place]! };
  }

  read(state: State): void {
    this.level = busyGpus(state);
  }

  hold(from: Instant, to: Instant): void {
    const { coefficients, level, period } = this;
    coefficients[0]! += level * (to - from);
    for (let harmonic = 1; harmonic <= HARMONICS; harmonic++) {
      const turn = (2 * Math.PI * harmonic) / period;
      coefficients[2 * harmonic - 1]! += (level * (Math.sin(turn * to) - Math.sin(turn * from))) / turn;
      coefficients[2 * harmonic]! += (level * (Math.cos(turn * from) - Math.cos(turn * to))) / turn;
    }
    this.hours.forEach((hour, place) => {
      const offset = hour * HOUR;
      const looks = Math.ceil((to - offset) / period) - Math.ceil((from - offset) / period);
      this.looks[place]! += looks;
      this.seen[place]! += looks * level;
    });
  }
}

/**
 * The highest point of a wave: its hour and its level.
 * @param coefficients those of a gauge over whole periods, divided by the time
 * @param period ms
 */
export function crest(
  coefficients: readonly number[],
  period: number,
): { readonly hour: number; readonly level: number } {
  const level = (phase: number) => {
    let sum = coefficients[0]!;
    for (let harmonic = 1; 2 * harmonic < coefficients.length; harmonic++) {
      const angle = 2 * Math.PI * harmonic * phase;
      sum +=
        2 *
        (coefficients[2 * harmonic - 1]! * Math.cos(angle) + coefficients[2 * harmonic]! * Math.sin(angle));
    }
    return sum;
  };
  let [best, step] = [0, 1 / 64];
  for (let phase = 0; phase < 1; phase += step) if (level(phase) > level(best)) best = phase;
  for (; step > 1e-9; step /= 2) {
    if (level(best + step) > level(best)) best += step;
    else if (level(best - step) > level(best)) best -= step;
  }
  return { hour: (((best + 1) % 1) * period) / HOUR, level: level(best) };
}
