// Estimates in words: a mean and, in brackets, its 95 % interval.

import { type Estimate, intervalText, timeSpan } from "../index.ts";

/** "8.2 % [6.6, 9.8]": the interval is left out where there is none, and all of it where there is no mean. */
export function withInterval(estimate: Estimate, write: (value: number) => string, unit = ""): string {
  if (!Number.isFinite(estimate.mean)) return "–";
  return `${write(estimate.mean)}${unit} ${intervalText(estimate, write)}`.trimEnd();
}

/** With its sign, plus included. */
export function signed(write: (value: number) => string): (value: number) => string {
  return (value) => (value > 0 ? `+${write(value)}` : write(value));
}

/** A time in seconds, in its largest fitting unit. */
export function seconds(value: number): string {
  return timeSpan(1000 * value);
}

export function scaled({ mean, low, high, replications }: Estimate, factor: number): Estimate {
  return { mean: mean * factor, low: low * factor, high: high * factor, replications };
}
