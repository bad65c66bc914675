// Intervals of a proportion, such as refused of all requests: near 0 and 1 the interval of a mean covers too rarely.

import { standardNormalQuantile } from "../kernel/normal-quantile.ts";
import { betaQuantile } from "./incomplete-beta.ts";

interface Proportion {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The interval of the score test: (p + z²/2n ± z √(p(1 − p)/n + z²/4n²))/(1 + z²/n). Wilson (1927), JASA 22, 209. Its
 * coverage is near the confidence on average over p.
 * @param count of the trials that were a success, from 0 to `trials`
 * @param trials independent of each other; 1, 2, …
 */
export function wilson(count: number, trials: number, confidence: number): Proportion {
  requireCount(count, trials);
  const z2 = standardNormalQuantile((1 + confidence) / 2) ** 2;
  const share = count / trials;
  const centre = (share + z2 / (2 * trials)) / (1 + z2 / trials);
  const spread = Math.sqrt((share * (1 - share)) / trials + z2 / (4 * trials ** 2));
  const halfWidth = (Math.sqrt(z2) * spread) / (1 + z2 / trials);
  // At 0 and at all trials an end is exact; rounding would put it beyond.
  const low = count === 0 ? 0 : centre - halfWidth;
  return { share, low, high: count === trials ? 1 : centre + halfWidth };
}

/**
 * The interval that covers at least with its confidence, whatever p: the quantiles α/2 of B(k, n − k + 1) and 1 − α/2 of
 * B(k + 1, n − k). Clopper and Pearson (1934), Biometrika 26, 404. With `confidence` 0.9 its upper end is a bound of 95 %:
 * 1 − 0.05^(1/n) where nothing was seen, the "rule of three".
 */
export function clopperPearson(count: number, trials: number, confidence: number): Proportion {
  requireCount(count, trials);
  const tail = (1 - confidence) / 2;
  const low = count === 0 ? 0 : betaQuantile(tail, count, trials - count + 1);
  const high = count === trials ? 1 : betaQuantile(1 - tail, count + 1, trials - count);
  return { share: count / trials, low, high };
}

function requireCount(count: number, trials: number): void {
  const possible = Number.isSafeInteger(count) && Number.isSafeInteger(trials) && trials >= 1;
  if (!(possible && count >= 0 && count <= trials)) throw new RangeError(`${count} of ${trials} trials`);
}
