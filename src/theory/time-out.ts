// M/M/c+D: those who wait leave the queue after a fixed time. Baccelli and Hébuterne (1981), "On queues with
// impatient customers"; Zeltyn and Mandelbaum (2005).

import { requirePositive, requireWhole } from "./domain.ts";
import type { ImpatientQueue } from "./erlang-a.ts";
import { erlangB } from "./erlang-b.ts";

/** Below this the direct form of `firstMoment` cancels, and its series converges in a few terms. */
const SMALL = 1;

/** ∫₀¹ e^{−zx} dx = (1 − e^{−z})/z, for z ≥ 0. */
function mass(z: number): number {
  return z === 0 ? 1 : -Math.expm1(-z) / z;
}

/** ∫₀¹ x e^{−zx} dx = (1 − e^{−z}(1 + z))/z², for z ≥ 0, near 0 by its series Σ (−z)^m / (m! (m + 2)). */
function firstMoment(z: number): number {
  if (z >= SMALL) return (1 - Math.exp(-z) * (1 + z)) / (z * z);
  let [sum, term] = [0, 1];
  for (let m = 0; m < 20; m++) {
    sum += term / (m + 2);
    term *= -z / (m + 1);
  }
  return sum;
}

/** e^{−zx} on [0, 1] divided by its largest value, so that a long overload does not overflow; `scale` is 1/that. */
function relativeDensity(z: number): { mass: number; moment: number; atEnd: number; scale: number } {
  if (z >= 0) return { mass: mass(z), moment: firstMoment(z), atEnd: Math.exp(-z), scale: 1 };
  return { mass: mass(-z), moment: mass(-z) - firstMoment(-z), atEnd: 1, scale: Math.exp(z) };
}

/**
 * The M/M/c+D queue, stable at any load. The virtual wait has density λ π_{c−1} e^{−(cμ−λ)x} up to the patience D
 * and falls as e^{−cμ(x−D)} beyond, where nobody joins any more; π_{c−1} = share of time with one server idle.
 * @param servers 1, 2, …
 * @param arrivalRate jobs per unit of time, > 0
 * @param meanService mean service time, > 0
 * @param patience the fixed longest wait, > 0
 */
export function timeOutQueue(
  servers: number,
  arrivalRate: number,
  meanService: number,
  patience: number,
): ImpatientQueue {
  requireWhole("servers", servers, 1);
  requirePositive("arrival rate", arrivalRate);
  requirePositive("mean service time", meanService);
  requirePositive("patience", patience);
  const z = (servers / meanService - arrivalRate) * patience;
  const within = relativeDensity(z);
  // In units of π_{c−1}: the states below c hold 1/B(c − 1, a), by the definition of Erlang's B.
  const idle = within.scale / erlangB(servers - 1, arrivalRate * meanService);
  const joining = arrivalRate * patience * within.mass;
  const leaving = (arrivalRate * within.atEnd * meanService) / servers;
  const total = idle + joining + leaving;
  const pAbandon = leaving / total;
  const waitOfServed = (arrivalRate * patience ** 2 * within.moment) / total;
  const meanWaitAll = waitOfServed + patience * pAbandon;
  return {
    pWait: (joining + leaving) / total,
    pAbandon,
    meanWaitAll,
    meanWaitServed: waitOfServed / (1 - pAbandon),
    meanQueue: arrivalRate * meanWaitAll,
    utilisation: (arrivalRate * (1 - pAbandon) * meanService) / servers,
  };
}
