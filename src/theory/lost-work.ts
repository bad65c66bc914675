// Work lost by an eviction that strikes as a Poisson process while a job runs, under free checkpoints. The two clocks
// differ: after a restart the first counts anew, the second goes on. Both tend to half an interval for rare evictions.

import { requirePositive } from "./domain.ts";
import { truncatedExponential } from "./truncated-exponential.ts";

/** Below this the direct form cancels, and the series is exact after a dozen terms. */
const SMALL = 0.5;

/**
 * Mean work lost when a checkpoint follows each `interval` of progress since the restart:
 * 1/λ − τ/(e^{λτ} − 1), the mean of an exponential time that ends before τ.
 * @param rate λ, evictions per unit of running time, > 0
 * @param interval τ, > 0
 */
export function lostWorkByProgress(rate: number, interval: number): number {
  return truncatedExponential(rate, interval).mean;
}

/**
 * Mean work lost when checkpoints lie on a grid of the wall clock: 1/λ − (1 − e^{−λτ})/(λ² τ), the mean over a
 * uniform place in the grid of the least of the time since the restart and the time since the grid point.
 * @param rate λ, evictions per unit of running time, > 0
 * @param interval τ, > 0
 */
export function lostWorkByWallClock(rate: number, interval: number): number {
  requirePositive("rate", rate);
  requirePositive("interval", interval);
  const x = rate * interval;
  if (x >= SMALL) return 1 / rate + Math.expm1(-x) / (rate * x);
  // (x − 1 + e^{−x})/x² = Σ (−x)^m / (m + 2)!
  let [sum, term] = [0, 1 / 2];
  for (let m = 0; m < 16; m++) {
    sum += term;
    term *= -x / (m + 3);
  }
  return interval * sum;
}
