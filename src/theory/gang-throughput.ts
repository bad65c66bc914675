// Gangs in strict first-come-first-served order leave GPUs idle although jobs wait: the head of the line does not fit.
// How much a fleet can do then. Rumyantsev and Morozov (2017); Grosof, Harchol-Balter and Scheller-Wolf (2020), arXiv
// 2010.00631. All classes have exponential service times of the same mean.

import { requirePositive, requireWhole } from "./domain.ts";

interface GangSize {
  /** GPUs that start and stop together, 1, 2, … and no more than the fleet */
  readonly gpus: number;
  /** share of the jobs; the shares add up to 1 */
  readonly share: number;
}

interface SaturatedGangs {
  /** jobs per unit of time while some always wait; arrivals at a higher rate cannot be served */
  readonly throughput: number;
  /** mean GPUs held / GPUs */
  readonly utilisation: number;
}

/**
 * Throughput μ / E[1/N], N the number of jobs that fit before the first in line that does not.
 * Takes (GPUs / smallest gang) × GPUs × classes steps: a second for 16,384 GPUs and single-GPU jobs.
 * @param gpus of the fleet, 1, 2, …
 * @param meanService > 0
 */
export function saturatedGangs(
  gpus: number,
  sizes: readonly GangSize[],
  meanService: number,
): SaturatedGangs {
  requireWhole("GPUs", gpus, 1);
  requirePositive("mean service time", meanService);
  requireMix(gpus, sizes);
  const throughput = 1 / (meanInverseFit(gpus, sizes) * meanService);
  const meanSize = sizes.reduce((sum, { gpus: size, share }) => sum + size * share, 0);
  return { throughput, utilisation: (throughput * meanService * meanSize) / gpus };
}

function requireMix(gpus: number, sizes: readonly GangSize[]): void {
  for (const { gpus: size, share } of sizes) {
    requireWhole("GPUs of a gang", size, 1);
    if (size > gpus) throw new RangeError(`a gang of ${size} does not fit ${gpus} GPUs`);
    requirePositive("share", share);
  }
  const total = sizes.reduce((sum, { share }) => sum + share, 0);
  if (Math.abs(total - 1) > 1e-9) throw new RangeError(`the shares add up to ${total}`);
}

/** E[1/N] = Σ_n P(N = n)/n, with P(N ≥ n) the probability that n jobs together need no more than the fleet. */
function meanInverseFit(gpus: number, sizes: readonly GangSize[]): number {
  /** P(the first n jobs need exactly j GPUs), j = 0 … gpus */
  let needed = new Float64Array(gpus + 1);
  needed[0] = 1;
  let [sum, fits] = [0, 1];
  for (let jobs = 1; fits > 0; jobs++) {
    needed = oneMore(needed, sizes);
    const fitsToo = needed.reduce((total, share) => total + share, 0);
    if (jobs > 1) sum += (fits - fitsToo) / (jobs - 1);
    fits = fitsToo;
  }
  return sum;
}

function oneMore(needed: Float64Array, sizes: readonly GangSize[]): Float64Array<ArrayBuffer> {
  const next = new Float64Array(needed.length);
  for (const { gpus: size, share } of sizes) {
    for (let j = size; j < needed.length; j++) next[j]! += share * needed[j - size]!;
  }
  return next;
}
