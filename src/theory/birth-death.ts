// Stationary birth–death chains, the frame of every one-class queue: M/M/c/K, abandonment, trunk reservation.
// Kleinrock, Queueing Systems I (1975), section 3.1.

/** States that hold less than this share of the rest end an unlimited chain. */
const NEGLIGIBLE = 1e-18;

/** A chain of more states has rates that never balance, or a load too close to its capacity. */
const MOST_STATES = 1e7;

/** Rates per unit of time out of state n: births to n + 1, deaths to n − 1. */
interface BirthDeathRates {
  /** falls or stays as n grows; the chain ends at the first state without births */
  birth(n: number): number;
  /** grows or stays with n, positive from n = 1 on */
  death(n: number): number;
}

/**
 * Share of time in each state 0, 1, … Weights are built from the most likely state outwards, so nothing overflows
 * however large the chain. An unlimited chain is cut where the rest weighs less than 1e-18.
 * @throws RangeError when births outrun deaths for ever, or more than ten million states matter
 */
export function birthDeathShares({ birth, death }: BirthDeathRates): Float64Array {
  let mode = 0;
  while (birth(mode) > death(mode + 1)) {
    mode += 1;
    if (mode > MOST_STATES) throw new RangeError(`births still outrun deaths in state ${mode}`);
  }
  const above: number[] = [];
  let total = 1;
  for (let n = mode, weight = 1; birth(n) > 0; n++) {
    const ratio = birth(n) / death(n + 1);
    if (ratio < 1 && (weight * ratio) / (1 - ratio) < NEGLIGIBLE * total) break;
    if (above.length > MOST_STATES) throw new RangeError(`more than ${MOST_STATES} states matter`);
    weight *= ratio;
    total += weight;
    above.push(weight);
  }
  const shares = new Float64Array(mode + 1 + above.length);
  shares[mode] = 1;
  shares.set(above, mode + 1);
  for (let n = mode; n > 0; n--) {
    shares[n - 1] = (shares[n]! * death(n)) / birth(n - 1);
    total += shares[n - 1]!;
  }
  return shares.map((weight) => weight / total);
}

/** Time average of a function of the state. */
export function stateMean(shares: Float64Array, value: (n: number) => number): number {
  return shares.reduce((sum, share, n) => sum + share * value(n), 0);
}

/**
 * The variance constant s² of a time average: over a long time T its variance is s²/T. For a birth–death chain
 * s² = 2 Σ_n (Σ_{k≤n} (f(k) − f̄) π_k)² / (λ_n π_n), Whitt (1992), "Asymptotic formulas for Markov processes with
 * applications to simulation", Operations Research 40, equation (10) ff.
 */
export function asymptoticVariance(
  shares: Float64Array,
  { birth }: Pick<BirthDeathRates, "birth">,
  value: (n: number) => number,
): number {
  const mean = stateMean(shares, value);
  const deviation = (n: number) => (value(n) - mean) * shares[n]!;
  const mode = shares.reduce((best, share, n) => (share > shares[best]! ? n : best), 0);
  const last = shares.length - 1;
  let sum = 0;
  // The deviations add up to 0: each partial sum is taken from its lighter end, where it keeps its digits.
  for (let n = 0, partial = 0; n < mode; n++) {
    partial += deviation(n);
    if (shares[n]! > 0) sum += partial ** 2 / (birth(n) * shares[n]!);
  }
  for (let n = last - 1, partial = 0; n >= mode; n--) {
    partial += deviation(n + 1);
    if (shares[n]! > 0) sum += partial ** 2 / (birth(n) * shares[n]!);
  }
  return 2 * sum;
}
