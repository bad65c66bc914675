// The best of some points by two stages, for runs that share no random numbers: Rinott (1978), Communications in Statistics
// A7, 799; Bechhofer, Santner and Goldsman (1995), section 2.8. Under common random numbers use Kim and Nelson.

import { gammaln } from "simple-statistics";
import { standardNormalProbability } from "../normal-probability.ts";

/** Steps of the quadrature to a standard deviation of ln χ², and the longest: ten digits of h. */
const STEPS = 4;
const LONGEST = 0.25;

/** A probability this near is reached. */
const CLOSE = 1e-13;

/** Densities below this share of the peak are left out. */
const NEGLIGIBLE = 1e-16;

/**
 * The h with ∫ [∫ Φ(h/√(ν(1/x + 1/y))) f(x) dx]^(k − 1) f(y) dy = probability, f the density of χ² with ν = n₀ − 1 degrees of
 * freedom: a point then needs `rinottReplications`.
 * @param points k ≥ 2
 * @param first replications of the first stage, n₀ ≥ 2
 * @param probability of a right choice, in (1/k, 1)
 */
export function rinottConstant(points: number, first: number, probability: number): number {
  if (!(Number.isSafeInteger(points) && points >= 2)) throw new RangeError(`${points} points to choose from`);
  if (!(Number.isSafeInteger(first) && first >= 2)) throw new RangeError(`${first} first replications`);
  if (!(probability > 1 / points && probability < 1))
    throw new RangeError(`a probability of ${probability} is chance, or certainty`);
  const law = chiSquareNodes(first - 1);
  const excess = (h: number) => rightChoice(h, law, points) - probability;
  let high = 1;
  while (excess(high) < 0) high *= 2;
  return rootBetween(0, high, excess);
}

/** Where a rising function is 0: the secant, with the end that stays held to half (the Illinois rule). */
function rootBetween(from: number, to: number, f: (x: number) => number): number {
  let [low, high, below, above] = [from, to, f(from), f(to)];
  let risen: boolean | null = null;
  for (;;) {
    const x = (low * above - high * below) / (above - below);
    const value = f(x);
    if (Math.abs(value) < CLOSE || x <= low || x >= high) return x;
    const rises = value < 0;
    if (rises) {
      [low, below] = [x, value];
      if (risen === true) above /= 2;
    } else {
      [high, above] = [x, value];
      if (risen === false) below /= 2;
    }
    risen = rises;
  }
}

/**
 * Replications of a point in all: max(n₀, ⌈(h s/δ)²⌉).
 * @param deviation s of its first n₀ replications
 * @param indifference δ > 0
 */
export function rinottReplications(
  constant: number,
  deviation: number,
  indifference: number,
  first: number,
): number {
  if (!(indifference > 0)) throw new RangeError(`an indifference of ${indifference} is not above 0`);
  return Math.max(first, Math.ceil(((constant * deviation) / indifference) ** 2));
}

/** A law as points with weights that add up to 1. */
interface Nodes {
  /** ν/x */
  readonly inverse: readonly number[];
  readonly weights: readonly number[];
}

/** χ² by the trapezium rule in ln x, in which its density is smooth and fades on both sides. */
function chiSquareNodes(degrees: number): Nodes {
  const half = degrees / 2;
  const density = (u: number) => Math.exp(half * u - Math.exp(u) / 2 - half * Math.LN2 - gammaln(half));
  const peak = Math.log(degrees);
  const least = NEGLIGIBLE * density(peak);
  const step = Math.min(LONGEST, Math.sqrt(2 / degrees) / STEPS);
  const at: number[] = [];
  for (let u = peak; density(u) > least; u -= step) at.push(u);
  for (let u = peak + step; density(u) > least; u += step) at.push(u);
  return {
    inverse: at.map((u) => degrees * Math.exp(-u)),
    weights: at.map((u) => step * density(u)),
  };
}

function rightChoice(h: number, { inverse, weights }: Nodes, points: number): number {
  let outer = 0;
  for (const [j, y] of inverse.entries()) {
    let inner = 0;
    for (const [i, x] of inverse.entries())
      inner += weights[i]! * standardNormalProbability(h / Math.sqrt(x + y));
    outer += weights[j]! * inner ** (points - 1);
  }
  return outer;
}
